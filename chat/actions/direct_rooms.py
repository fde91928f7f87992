"""Rooms of a few people who talk among themselves."""

from collections.abc import Iterable

from django.db import transaction

from chat import broadcasts
from chat.actions.standing import check_there
from chat.models import Membership, Room

UNSAID = 0  # hidden until the first message
SHOWN_AT_ONCE = 50


@transaction.atomic
def direct_room(*, people: Iterable, by=None) -> Room:
    """The one direct room of these people; made where there is none, by whoever comes first.

    The unique key decides between two who ask at once. Made `by` one of them, it is out of the
    others' sight until something is said in it.
    """
    by_id = {person.pk: person for person in people}
    key = Room.direct_key_of(by_id.values())
    kind = {"kind": Room.Kind.DIRECT}
    room, is_new = Room.objects.get_or_create(direct_key=key, defaults=kind)
    if is_new:
        check_there(by_id.values())
        for person in by_id.values():
            hidden_seq = UNSAID if by and person.pk != by.pk else None
            place = Membership.objects.create(room=room, user=person, hidden_seq=hidden_seq)
            broadcasts.room_joined(place)
    elif by:
        _show(room, by)
    return room


def _show(room: Room, by) -> None:
    """Who asks for it wants to see it: the other was a moment faster."""
    place = Membership.objects.of(by).in_room(room.pk)
    if place.filter(hidden_seq=UNSAID).update(hidden_seq=None):
        broadcasts.sidebar_changed(by.pk)


def show_anew(*, user) -> None:
    """Their direct rooms say in everybody's list what they are called and look like now.

    After the commit: their own row is locked until then, and rooms come before people.
    """
    transaction.on_commit(lambda: _show_all_anew(user.pk), robust=True)


def _show_all_anew(user_id: int) -> None:
    last = 0
    while batch := _show_some_anew(user_id, last):
        last = batch[-1].pk


@transaction.atomic
def _show_some_anew(user_id: int, after: int) -> list[Room]:
    rooms = Room.objects.filter(kind=Room.Kind.DIRECT, memberships__user=user_id, pk__gt=after)
    batch = list(rooms.order_by("pk")[:SHOWN_AT_ONCE])
    for room in batch:
        room.take_version()
        broadcasts.room_changed(room)
    return batch
