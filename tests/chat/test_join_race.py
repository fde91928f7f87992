"""Many join at once: a room takes as many as fit, and not one more."""

import pytest

from chat.actions.memberships import join_room
from chat.actions.room_life import limit_members
from chat.errors import RoomFull
from chat.models import Room
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)

LIMIT, JOINERS, ROUNDS = 5, 20, 20


def test_of_twenty_at_once_exactly_as_many_as_fit_get_in():
    ann = cast.person("ann")
    people = [cast.person(f"joiner{number}") for number in range(JOINERS)]
    for _ in range(ROUNDS):
        room = cast.room_of(ann)
        limit_members(room=room, by=ann, limit=LIMIT)
        answers = cast.together(
            *[lambda user=user, room=room: try_to_join(room, user) for user in people]
        )
        assert Room.objects.get(pk=room.pk).memberships.count() == LIMIT
        assert answers.count("in") == LIMIT - 1
        assert answers.count("This room is full (5 people).") == JOINERS - LIMIT + 1


def try_to_join(room: Room, user) -> str:
    try:
        join_room(room=room, user=user)
    except RoomFull as refusal:
        return str(refusal)
    return "in"
