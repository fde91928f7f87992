"""Where rooms, people and their rights meet, and one of them is gone meanwhile."""

import pytest

from accounts import people
from accounts.blocks import block
from accounts.models import User
from chat import access
from chat.actions.direct_rooms import direct_room
from chat.actions.drafts import Draft
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import send_message
from chat.actions.places import move_room_up, set_level
from chat.actions.roles import hand_over
from chat.actions.room_life import close_off, delete_room
from chat.errors import InvalidRequest, LastOwner, OutOfReach, RoomNotFound
from chat.models import Room
from tests.cast import membership, person

pytestmark = pytest.mark.django_db


def test_a_default_room_that_was_closed_takes_in_no_newcomer(ann, room):
    Room.objects.filter(pk=room.pk).update(is_default=True)
    close_off(room=room, by=ann)
    dan = people.add_person(User(username="dan", name="Dan"))
    assert not room.memberships.filter(user=dan).exists()


@pytest.mark.parametrize("turned", [False, True])
def test_whom_a_block_stands_between_is_not_brought_in(ann, bob, cid, room, turned):
    block(by=cid if turned else ann, whom=ann if turned else cid)
    with pytest.raises(OutOfReach):
        access.newcomer_for(membership(ann, room), cid.pk)


def test_who_was_made_owner_meanwhile_does_not_leave_as_a_member(ann, bob, room):
    before = membership(bob, room)
    hand_over(by=membership(ann, room), member=membership(bob, room))
    with pytest.raises(LastOwner):
        leave_room(membership=before)


def test_a_room_that_is_gone_meanwhile_is_not_found(ann, bob, room):
    place = membership(bob, room)
    delete_room(room=room, by=ann)
    for late in (
        lambda: send_message(membership=place, draft=Draft("hi")),
        lambda: leave_room(membership=place),
        lambda: join_room(room=room, user=person("dan")),
        lambda: set_level(membership=place, level="nothing"),
    ):
        with pytest.raises(RoomNotFound):
            late()


def test_direct_rooms_have_no_place_of_their_own(ann, bob):
    room = direct_room(people=[ann, bob])
    with pytest.raises(InvalidRequest):
        move_room_up(membership=membership(ann, room))


def test_leaving_a_direct_room_leads_to_where_it_is_hidden(browse_as, ann, bob):
    room = direct_room(people=[ann, bob])
    assert browse_as(ann).get(f"/rooms/{room.pk}/leave/").url == f"/rooms/{room.pk}/place/"
