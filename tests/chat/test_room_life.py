"""What a room is called and who gets in, its rest and its end."""

from datetime import timedelta

import pytest

from accounts.invites import invite_for, make_invite
from chat.actions.direct_rooms import direct_room
from chat.actions.drafts import Draft
from chat.actions.memberships import join_room
from chat.actions.messages import delete_message, edit_message, send_message
from chat.actions.roles import set_role
from chat.actions.room_life import (
    archive_room,
    close_off,
    delete_room,
    describe_room,
    limit_members,
    open_up,
    restore_room,
)
from chat.actions.rooms import closed_room
from chat.errors import InvalidRoom, NotAllowed, RoomArchived, RoomFull
from chat.models import Membership, Message, Revocation, Room
from tests.cast import membership, say

pytestmark = pytest.mark.django_db


def now(room) -> Room:
    return Room.objects.get(pk=room.pk)


def last_line(room) -> str:
    return Message.objects.in_room(room.pk).latest("seq").body


def invite_to(room, by):
    return make_invite(by=by, room_id=room.pk, lifetime=timedelta(days=1), uses=9)


def test_a_closed_room_starts_with_its_owner(ann):
    room = closed_room(by=ann, name=" Crew \n only")
    assert (room.kind, room.name) == ("closed", "Crew only")
    assert membership(ann, room).is_owner


def test_a_new_name_is_said_in_the_room_and_lights_no_badge(ann, bob, room):
    describe_room(room=room, by=ann, name="Launch day", topic="", colour=3)
    assert (now(room).name, now(room).colour) == ("Launch day", 3)
    assert last_line(room) == "renamed the room to Launch day"
    assert membership(bob, room).unread == 0


def test_a_new_name_makes_no_line_in_large_rooms(settings, ann, room):
    settings.ANNOUNCED_ROOM_SIZE = 1
    before = now(room)
    describe_room(room=room, by=ann, name="Launch day", topic="", colour=None)
    after = now(room)
    assert (after.name, after.last_seq) == ("Launch day", before.last_seq)
    assert after.version > before.version


def test_a_new_colour_is_a_change_without_a_line(ann, room):
    before = now(room)
    describe_room(room=room, by=ann, name=room.name, topic=room.topic, colour=5)
    assert now(room).last_seq == before.last_seq
    assert now(room).version == before.version + 1


@pytest.mark.parametrize(("name", "topic"), [(" ", ""), ("x" * 61, ""), ("fine", "x" * 201)])
def test_a_bad_name_or_topic_changes_nothing(ann, room, name, topic):
    before = now(room)
    with pytest.raises(InvalidRoom):
        describe_room(room=room, by=ann, name=name, topic=topic, colour=None)
    assert (now(room).name, now(room).version) == (before.name, before.version)


def test_closing_a_room_ends_the_links_of_plain_members(ann, bob, cid, room):
    join_room(room=room, user=cid)
    set_role(by=membership(ann, room), member=membership(cid, room), role="moderator")
    links = [invite_to(room, person) for person in (ann, bob, cid)]
    close_off(room=room, by=ann)
    assert now(room).kind == "closed"
    assert [invite_for(link.token) is not None for link in links] == [True, False, True]
    assert last_line(room) == "closed the room"


def test_opening_a_room_lets_anyone_in(ann, cid):
    room = closed_room(by=ann, name="Crew")
    open_up(room=room, by=ann)
    assert now(room).is_open
    open_up(room=room, by=ann)
    assert Message.objects.in_room(room.pk).count() == 1


@pytest.mark.parametrize("verb", [open_up, close_off, archive_room])
def test_a_direct_room_is_what_its_people_make_it(ann, bob, verb):
    room = direct_room(people=[ann, bob])
    with pytest.raises(NotAllowed):
        verb(room=room, by=ann)
    with pytest.raises(NotAllowed):
        delete_room(room=room, by=ann)


def test_nothing_is_said_in_an_archived_room_until_it_is_restored(ann, bob, cid, room):
    said = say(bob, room, "before")
    archive_room(room=room, by=ann)
    archive_room(room=room, by=ann)
    assert last_line(room) == "archived the room"
    for verb in (
        lambda: say(bob, room, "after"),
        lambda: edit_message(message=said, by=bob, body="other"),
        lambda: delete_message(message=said, by=bob),
        lambda: join_room(room=room, user=cid),
    ):
        with pytest.raises(RoomArchived):
            verb()
    assert now(room).last_seq == 3
    restore_room(room=room, by=ann)
    assert last_line(room) == "restored the room"
    say(bob, room, "after")


def test_a_message_written_before_the_archiving_is_refused_after_it(ann, bob, room):
    stale = membership(bob, room)
    archive_room(room=room, by=ann)
    assert not stale.room.is_archived
    with pytest.raises(RoomArchived):
        send_message(membership=stale, draft=Draft("too late"))


def test_a_room_has_a_limit_of_its_own_below_the_sites(settings, ann, cid, room):
    limit_members(room=room, by=ann, limit=2)
    with pytest.raises(RoomFull) as refused:
        join_room(room=room, user=cid)
    assert str(refused.value) == "This room is full (2 people)."
    limit_members(room=room, by=ann, limit=None)
    settings.MAX_USERS_IN_ROOM = 2
    with pytest.raises(RoomFull):
        join_room(room=room, user=cid)


def test_a_limit_below_the_members_sends_nobody_away(ann, bob, room):
    limit_members(room=room, by=ann, limit=1)
    assert now(room).memberships.count() == 2
    with pytest.raises(InvalidRoom):
        limit_members(room=room, by=ann, limit=0)


def test_a_deleted_room_is_lost_by_all_and_its_links_end(ann, bob, room):
    say(ann, room, "gone soon")
    link = invite_to(room, ann)
    delete_room(room=room, by=ann)
    assert not Room.objects.filter(pk=room.pk).exists()
    assert not Membership.objects.filter(room_id=room.pk).exists()
    assert set(Revocation.objects.values_list("user_id", "room_id")) == {
        (ann.pk, room.pk),
        (bob.pk, room.pk),
    }
    assert invite_for(link.token) is None
