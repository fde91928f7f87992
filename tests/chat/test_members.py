"""Who brings people in, who sends them away, and who may do so."""

from datetime import timedelta

import pytest

from accounts.invites import invite_for, make_invite
from chat.actions.direct_rooms import direct_room
from chat.actions.drafts import Draft
from chat.actions.members import add_member, ban_member, lift_ban, remove_member
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import send_message
from chat.actions.roles import hand_over, set_role
from chat.actions.rooms import closed_room
from chat.errors import (
    Banned,
    BannedThere,
    LastOwner,
    NotAllowed,
    PersonNotFound,
    RoomFull,
    RoomNotFound,
)
from chat.members import addable_people, members_page
from chat.models import Ban, Membership, Message, Revocation, Room
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db

MODERATOR, MEMBER, OWNER = "moderator", "member", "owner"


@pytest.fixture
def moderator(ann, cid, room):
    """cid keeps order in the room."""
    join_room(room=room, user=cid)
    return set_role(by=membership(ann, room), member=membership(cid, room), role=MODERATOR)


def is_in(user, room) -> bool:
    return Membership.objects.of(user).in_room(room.pk).exists()


def last_line(room) -> str:
    return Message.objects.in_room(room.pk).latest("seq").body


def test_into_an_open_room_any_member_brings_people(bob, cid, room):
    added = add_member(by=membership(bob, room), user=cid)
    assert added.unread == 0
    assert last_line(room) == "was added"


def test_into_a_closed_room_only_who_keeps_order_brings_people(ann, bob, cid):
    room = closed_room(by=ann, name="Crew")
    add_member(by=membership(ann, room), user=bob)
    with pytest.raises(NotAllowed):
        add_member(by=membership(bob, room), user=cid)
    set_role(by=membership(ann, room), member=membership(bob, room), role=MODERATOR)
    add_member(by=membership(bob, room), user=cid)
    assert is_in(cid, room)


def test_adding_keeps_to_the_limit_and_to_bans(ann, bob, cid, room):
    Room.objects.filter(pk=room.pk).update(max_members=2)
    with pytest.raises(RoomFull):
        add_member(by=membership(ann, room), user=cid)
    ban_member(by=membership(ann, room), member=membership(bob, room))
    with pytest.raises(BannedThere):
        add_member(by=membership(ann, room), user=bob)


def test_who_is_removed_loses_everything_in_the_same_breath(ann, bob, room):
    link = make_invite(by=bob, room_id=room.pk, lifetime=timedelta(days=1), uses=9)
    before = membership(bob, room)
    remove_member(by=membership(ann, room), member=before)
    assert not is_in(bob, room)
    assert Revocation.objects.get().user == bob
    assert invite_for(link.token) is None
    assert last_line(room) == "was removed by an owner"
    with pytest.raises(RoomNotFound):
        send_message(membership=before, draft=Draft("still here"))


def test_who_is_removed_from_an_open_room_may_come_back(ann, bob, room):
    remove_member(by=membership(ann, room), member=membership(bob, room))
    join_room(room=room, user=bob)
    assert is_in(bob, room)


def test_who_is_banned_comes_back_only_when_let_in_again(ann, bob, room):
    ban = ban_member(by=membership(ann, room), member=membership(bob, room))
    with pytest.raises(Banned):
        join_room(room=room, user=bob)
    assert last_line(room) == "was banned by an owner"
    lift_ban(by=membership(ann, room), ban=ban)
    join_room(room=room, user=bob)
    assert not Ban.objects.exists()


@pytest.mark.parametrize("verb", [remove_member, ban_member])
def test_a_moderator_sends_members_away_but_no_owner_or_moderator(ann, bob, room, moderator, verb):
    with pytest.raises(NotAllowed):
        verb(by=moderator, member=membership(ann, room))
    other = cast.person("dan")
    join_room(room=room, user=other)
    dan = set_role(by=membership(ann, room), member=membership(other, room), role=MODERATOR)
    with pytest.raises(NotAllowed):
        verb(by=moderator, member=dan)
    verb(by=moderator, member=membership(bob, room))
    assert last_line(room).endswith("by a moderator")


@pytest.mark.parametrize("verb", [remove_member, ban_member])
def test_members_send_nobody_away_and_nobody_themself(ann, bob, cid, room, verb):
    join_room(room=room, user=cid)
    with pytest.raises(NotAllowed):
        verb(by=membership(bob, room), member=membership(cid, room))
    with pytest.raises(NotAllowed):
        verb(by=membership(ann, room), member=membership(ann, room))


def test_a_right_lost_a_moment_ago_is_lost(ann, bob, cid, room, moderator):
    set_role(by=membership(ann, room), member=moderator, role=MEMBER)
    assert moderator.can_moderate  # as it was read
    with pytest.raises(NotAllowed):
        remove_member(by=moderator, member=membership(bob, room))


def test_who_is_gone_already_is_not_removed_again(ann, bob, room):
    bobs = membership(bob, room)
    leave_room(membership=bobs)
    with pytest.raises(PersonNotFound):
        remove_member(by=membership(ann, room), member=bobs)


def test_only_owners_give_roles(bob, room, moderator):
    with pytest.raises(NotAllowed):
        set_role(by=moderator, member=membership(bob, room), role=MODERATOR)
    with pytest.raises(NotAllowed):
        hand_over(by=moderator, member=membership(bob, room))


def test_the_last_owner_stays_one(ann, bob, room):
    with pytest.raises(LastOwner):
        set_role(by=membership(ann, room), member=membership(ann, room), role=MEMBER)
    set_role(by=membership(ann, room), member=membership(bob, room), role=OWNER)
    set_role(by=membership(ann, room), member=membership(ann, room), role=MEMBER)
    assert not membership(ann, room).can_moderate


def test_a_room_handed_over_lets_its_owner_go(ann, bob, room):
    with pytest.raises(NotAllowed):
        hand_over(by=membership(ann, room), member=membership(ann, room))
    hand_over(by=membership(ann, room), member=membership(bob, room))
    assert membership(bob, room).is_owner
    assert membership(ann, room).role == MODERATOR
    leave_room(membership=membership(ann, room))


def test_with_the_role_go_the_links_that_needed_it(ann, bob):
    room = closed_room(by=ann, name="Crew")
    add_member(by=membership(ann, room), user=bob)
    set_role(by=membership(ann, room), member=membership(bob, room), role=MODERATOR)
    link = make_invite(by=bob, room_id=room.pk, lifetime=timedelta(days=1), uses=9)
    set_role(by=membership(ann, room), member=membership(bob, room), role=MEMBER)
    assert invite_for(link.token) is None


def test_nobody_leaves_a_direct_room_or_is_sent_out_of_it(ann, bob):
    room = direct_room(people=[ann, bob])
    with pytest.raises(NotAllowed):
        leave_room(membership=membership(ann, room))
    with pytest.raises(NotAllowed):
        remove_member(by=membership(ann, room), member=membership(bob, room))
    with pytest.raises(NotAllowed):
        add_member(by=membership(ann, room), user=cast.person("dan"))


def test_members_are_listed_by_rank_and_name_page_by_page(settings, ann, bob, room, moderator):
    settings.MEMBERS_PAGE = 2
    for name in ("zoe", "Dan", "eve"):
        join_room(room=room, user=cast.person(name))
    seen, page = [], members_page(room)
    while True:
        seen += [member.user.name for member in page.members]
        if page.after is None:
            break
        page = members_page(room, after=page.after)
    assert seen == ["Ann", "Cid", "Bob", "Dan", "Eve", "Zoe"]


def test_a_page_after_somebody_who_left_starts_over(ann, bob, room):
    assert len(members_page(room, after=999_999).members) == 2


def test_people_are_found_by_name_and_username(ann, bob, cid, room):
    assert [member.user for member in members_page(room, "BO").members] == [bob]
    assert addable_people(room, "ci") == [cid]
    assert addable_people(room, "bob") == []


def test_the_messages_of_who_was_sent_away_stay(ann, bob, room):
    said = say(bob, room, "mine")
    remove_member(by=membership(ann, room), member=membership(bob, room))
    assert Message.objects.filter(pk=said.pk).exists()
