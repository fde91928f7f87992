"""Every thing is reached through membership; a stranger cannot tell a private room from none."""

import pytest

from chat import access
from chat.errors import MessageNotFound, RoomNotFound
from chat.models import Membership, Room
from tests.cast import membership, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(ann):
    room = Room.objects.create(name="Crew", kind=Room.Kind.CLOSED)
    Membership.objects.create(room=room, user=ann)
    return room


def test_a_member_finds_the_room(bob, room):
    assert access.membership_for(bob, room.pk).room == room


@pytest.mark.parametrize("room_id", [0, 999_999, 2**63, 10**30])
def test_a_room_that_does_not_exist_is_not_found(ann, room_id):
    with pytest.raises(RoomNotFound):
        access.membership_for(ann, room_id)


def test_an_outsider_hears_the_same_as_for_no_room(cid, closed):
    with pytest.raises(RoomNotFound) as private:
        access.membership_for(cid, closed.pk)
    with pytest.raises(RoomNotFound) as missing:
        access.membership_for(cid, 999_999)
    assert str(private.value) == str(missing.value)


def test_an_outsider_may_join_an_open_room_only(cid, room, closed):
    assert access.joinable_room_for(cid, room.pk) == room
    with pytest.raises(RoomNotFound):
        access.joinable_room_for(cid, closed.pk)


def test_a_message_is_reached_through_its_own_room_only(ann, bob, room, closed):
    message = say(ann, closed, "crew only")
    with pytest.raises(MessageNotFound):
        access.message_for(membership(bob, room), message.pk)


def test_a_member_sees_nothing_from_before_their_time(ann, bob, room):
    early, late = say(ann, room, "early"), say(ann, room, "late")
    Membership.objects.filter(user=bob, room=room).update(visible_from_seq=late.seq)
    bobs = membership(bob, room)
    assert access.message_for(bobs, late.pk) == late
    with pytest.raises(MessageNotFound):
        access.message_for(bobs, early.pk)
