"""Rooms as JSON text, as sockets tell of them: what everybody hears, and what one person does."""

import json

from chat.models import Membership, Room
from chat.payloads import rooms


def shared(room: Room, version: int) -> str:
    """What all members hear at a version; a direct room is called otherwise by each of its people."""
    facts = rooms.open_room(room, room.memberships.count())
    if room.is_direct:
        del facts["name"]
    return _text(facts | rooms.counters(room) | {"version": version})


def own(membership: Membership) -> str:
    """The whole room, as one of its members has it."""
    return _text(rooms.room(membership))


def _text(facts: dict) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
