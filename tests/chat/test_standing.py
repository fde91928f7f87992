"""What a door saw of somebody's right may be over when it is their turn: actions ask again."""

from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest

from accounts.invites import invite_for, take_invite
from accounts.models import Invite
from chat.actions.direct_rooms import direct_room
from chat.actions.invites import invite_to_room
from chat.actions.members import add_member, ban_member, lift_ban, remove_member
from chat.actions.memberships import follow_invite, join_room
from chat.actions.messages import delete_message, edit_message
from chat.actions.roles import hand_over, set_role
from chat.actions.room_life import (
    archive_room,
    close_off,
    delete_room,
    describe_room,
    limit_members,
    open_up,
    restore_room,
)
from chat.actions.room_pictures import remove_picture, set_picture
from chat.errors import InviteGone, LastOwner, NotAllowed, RoomArchived, RoomNotFound
from chat.models import Ban, Membership, Room
from tests.cast import membership, person, say, together

pytestmark = pytest.mark.django_db

OWNERS = "Only the room’s owners can do that."
KEEPERS = "Only the room’s owners and moderators can do that."
BRINGERS = "Only the room’s owners and moderators can bring people into it."
DIRECT = "That is for rooms. This is a direct conversation."

looks = partial(describe_room, name="Other", topic="", colour=None)
OWNERS_VERBS = [
    open_up,
    close_off,
    archive_room,
    restore_room,
    delete_room,
    partial(limit_members, limit=3),
]
KEEPERS_VERBS = [looks, partial(set_picture, image=b"x"), remove_picture]


def link(by: Membership) -> Invite:
    return invite_to_room(by=by, lifetime=timedelta(days=1), uses=None)


@pytest.fixture
def late(ann, bob, room):
    """bob's ownership as a door saw it, a moment before ann took it away."""
    set_role(by=membership(ann, room), member=membership(bob, room), role="owner")
    seen = membership(bob, room)
    set_role(by=membership(ann, room), member=seen, role="member")
    assert seen.is_owner
    return seen


def verbs_on_people(by, member, ban):
    return {
        OWNERS: [
            partial(set_role, by=by, member=member, role="owner"),
            partial(hand_over, by=by, member=member),
        ],
        KEEPERS: [
            partial(remove_member, by=by, member=member),
            partial(ban_member, by=by, member=member),
            partial(lift_ban, by=by, ban=ban),
        ],
    }


@pytest.mark.parametrize("verb", OWNERS_VERBS)
def test_who_owns_the_room_no_more_decides_nothing_about_it(late, bob, room, verb):
    with pytest.raises(NotAllowed, match=OWNERS):
        verb(room=late.room, by=bob)
    assert Room.objects.get(pk=room.pk).kind == "open"


@pytest.mark.parametrize("verb", KEEPERS_VERBS)
def test_who_keeps_order_no_more_does_not_change_its_looks(late, bob, verb):
    with pytest.raises(NotAllowed, match=KEEPERS):
        verb(room=late.room, by=bob)


def test_who_keeps_order_no_more_does_nothing_to_people(ann, cid, room, late):
    join_room(room=room, user=cid)
    banned = person("dan")
    join_room(room=room, user=banned)
    ban = ban_member(by=membership(ann, room), member=membership(banned, room))
    for words, verbs in verbs_on_people(late, membership(cid, room), ban).items():
        for verb in verbs:
            with pytest.raises(NotAllowed, match=words):
                verb()
    assert Ban.objects.get() == ban


def test_who_is_gone_finds_no_room(ann, bob, cid, room, late):
    join_room(room=room, user=cid)
    said = say(bob, room, "mine")
    remove_member(by=membership(ann, room), member=late)
    verbs = [partial(verb, room=room, by=bob) for verb in [*OWNERS_VERBS, *KEEPERS_VERBS]]
    verbs += verbs_on_people(late, membership(cid, room), Ban(pk=1))[OWNERS]
    verbs += [partial(add_member, by=late, user=person("dan")), partial(link, late)]
    verbs += [partial(edit_message, message=said, by=bob, body="other")]
    verbs += [partial(delete_message, message=said, by=bob)]
    for verb in verbs:
        with pytest.raises(RoomNotFound):
            verb()


def test_into_a_room_closed_meanwhile_nobody_comes_as_into_an_open_one(ann, bob, cid, room):
    seen, bobs = Room.objects.get(pk=room.pk), membership(bob, room)
    close_off(room=room, by=ann)
    assert seen.is_open
    with pytest.raises(RoomNotFound):
        join_room(room=seen, user=cid)
    with pytest.raises(NotAllowed, match=BRINGERS):
        add_member(by=bobs, user=cid)
    with pytest.raises(NotAllowed, match=BRINGERS):
        link(bobs)
    with pytest.raises(InviteGone):
        follow_invite(room=seen, user=cid, host=bob)
    assert join_room(room=seen, user=bob) == bobs


@pytest.mark.parametrize("verb", [*KEEPERS_VERBS, open_up, close_off])
def test_a_room_archived_meanwhile_stays_as_it_is(ann, room, verb):
    archive_room(room=room, by=ann)
    before = Room.objects.values().get(pk=room.pk)
    for refused in (partial(verb, room=room, by=ann), partial(link, membership(ann, room))):
        with pytest.raises(RoomArchived):
            refused()
    assert Room.objects.values().get(pk=room.pk) == before


@pytest.mark.parametrize("verb", [*KEEPERS_VERBS, *OWNERS_VERBS])
def test_a_direct_room_has_nothing_of_all_this(ann, bob, verb):
    with pytest.raises(NotAllowed, match=DIRECT):
        verb(room=direct_room(people=[ann, bob]), by=ann)


ROUNDS = 5


@pytest.mark.django_db(transaction=True)
def test_while_a_room_closes_no_link_of_a_plain_member_slips_through(ann, bob, room):
    def invite():
        with suppress(NotAllowed):
            link(membership(bob, room))

    for _ in range(ROUNDS):
        open_up(room=room, by=ann)
        together(invite, partial(close_off, room=room, by=ann), invite)
        assert not Invite.objects.live().by(bob).exists()


@pytest.mark.django_db(transaction=True)
def test_who_follows_a_link_while_it_ends_gets_in_before_or_not_at_all(ann, bob, room):
    """Neither waits for the other for ever: both take the room first, then the link."""
    for number in range(ROUNDS):
        open_up(room=room, by=ann)
        guests = [person(f"guest{number}{each}") for each in "ab"]
        token = link(membership(bob, room)).token
        follow = [partial(take_invite, token=token, user=guest) for guest in guests]
        *followed, _room = together(*follow, partial(close_off, room=room, by=ann))
        for taken, guest in zip(followed, guests, strict=True):
            assert bool(taken) == room.memberships.filter(user=guest).exists()
        assert invite_for(token) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_give_up_at_once_one_stays(ann, bob, room):
    def give_up(user):
        mine = membership(user, room)
        with suppress(LastOwner, NotAllowed):
            set_role(by=mine, member=mine, role="member")

    for _ in range(ROUNDS):
        Membership.objects.in_room(room.pk).update(role="owner")
        together(partial(give_up, ann), partial(give_up, bob))
        assert Membership.objects.in_room(room.pk).owners().count() == 1
