"""Rooms that are made with people in them: all of it, or nothing."""

from collections.abc import Iterable

from django.db import transaction

from chat.actions.members import add_member
from chat.actions.rooms import closed_room, open_room
from chat.actions.standing import check_there
from chat.models import Membership, Room

MAKERS = {Room.Kind.OPEN: open_room, Room.Kind.CLOSED: closed_room}


@transaction.atomic
def found_room(*, by, kind: str, name: str, topic: str, people: Iterable) -> Membership:
    """Make an open or a closed room and bring people into it; answers its owner's place. Raises what
    making it and adding them do."""
    people = list(people)
    check_there(
        [by, *people]
    )  # all at once: one after the other, two such rooms wait for each other
    room = MAKERS[Room.Kind(kind)](by=by, name=name, topic=topic)
    owner = Membership.objects.select_related("room").get(room=room, user=by)
    owner.user = by
    for person in people:
        add_member(by=owner, user=person)
    owner.room.refresh_from_db()
    owner.refresh_from_db(fields=["last_read_seq"])
    return owner
