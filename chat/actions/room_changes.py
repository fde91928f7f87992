"""Several changes of a room at once: all of them, or none."""

from typing import Any

from django.db import transaction

from chat.actions.room_life import close_off, describe_room, limit_members, open_up, slow_down
from chat.models import Room

LOOKS = ("name", "topic", "colour")


@transaction.atomic
def change_room(*, room: Room, by, **changes: Any) -> Room:
    """`changes`: any of name, topic, colour, kind, max_members and slow_seconds; the rest stays.
    Raises what each of them does."""
    if looks := {name: changes[name] for name in LOOKS if name in changes}:
        current = {name: getattr(room, name) for name in LOOKS}
        describe_room(room=room, by=by, **(current | looks))
    if "kind" in changes:
        convert = open_up if changes["kind"] == Room.Kind.OPEN else close_off
        convert(room=room, by=by)
    if "max_members" in changes:
        limit_members(room=room, by=by, limit=changes["max_members"])
    if "slow_seconds" in changes:
        slow_down(room=room, by=by, seconds=changes["slow_seconds"])
    return room
