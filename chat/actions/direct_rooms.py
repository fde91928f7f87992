"""Rooms of a few people who talk among themselves."""

from collections.abc import Iterable

from django.db import transaction

from chat import broadcasts
from chat.models import Membership, Room


@transaction.atomic
def direct_room(*, people: Iterable) -> Room:
    """The one direct room of these people; made where there is none, by whoever comes first.

    The unique key decides between two who ask at once.
    """
    by_id = {person.pk: person for person in people}
    key = Room.direct_key_of(by_id.values())
    kind = {"kind": Room.Kind.DIRECT}
    room, is_new = Room.objects.get_or_create(direct_key=key, defaults=kind)
    if is_new:
        for person in by_id.values():
            broadcasts.room_joined(Membership.objects.create(room=room, user=person))
    return room
