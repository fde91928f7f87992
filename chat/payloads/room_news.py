"""Rooms as JSON text, as sockets tell of them: what everybody hears, and what one person does."""

import json

from chat.models import Membership, Message, Room
from chat.payloads import messages
from chat.payloads.times import stamp
from chat.sidebar import mentions_in, title_for


def shared(room: Room, version: int) -> str:
    """What all members hear at a version; a direct room is called otherwise by each of its people."""
    name = {} if room.is_direct else {"name": room.name}
    return _text(_facts(room) | {"version": version} | name)


def own(membership: Membership) -> str:
    """The whole room, as one of its members gets it."""
    room = membership.room
    mentions = mentions_in(room.pk, [membership.user_id]).get(membership.user_id, ())
    facts = _facts(room) | {
        "name": title_for(membership),
        "role": membership.role,
        "unread": membership.unread,
        "mentions": len(mentions),
        "joined_at": stamp(membership.joined_at),
    }
    newest = Message.objects.visible_to(membership).filter(seq=room.last_seq).with_author().first()
    last = messages.text(newest) if newest else "null"
    return f'{_text(facts)[:-1]},"last_message":{last}}}'


def _facts(room: Room) -> dict:
    return {
        "id": room.pk,
        "kind": room.kind,
        "topic": room.topic,
        "members_count": room.memberships.count(),
        "last_seq": room.last_seq,
        "version": room.version,
    }


def _text(facts: dict) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
