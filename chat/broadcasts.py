"""What happened, told to every process: after the commit, rendered once.

Saving never depends on telling: a dead layer is the feeds' business to notice.
"""

import time
from collections.abc import Iterable

from django.db import transaction

from chat import fragments, layer, names
from chat.models import Membership, Message, Revocation, Room
from chat.sidebar import mentions_in, shared_row


def message_changed(message: Message, room: Room) -> None:
    """A message was sent, edited, deleted: it is pushed as it now stands."""
    _after_commit(_tell_message, message, room)


def position_read(membership: Membership) -> None:
    """A person read up to a place: their other devices show it too."""
    _after_commit(_tell_read, membership.user_id, membership.room_id, membership.last_read_seq)


def room_joined(membership: Membership) -> None:
    event = {"type": names.USER_JOINED, "user": membership.user_id}
    _after_commit(layer.publish, names.user_group(membership.user_id), event)


def sidebar_changed(user_id: int) -> None:
    """Something of a person's own list changed: all their open pages get it anew."""
    event = {"type": names.USER_SIDEBAR, "user": user_id}
    _after_commit(layer.publish, names.user_group(user_id), event)


def people_mentioned(room: Room, user_ids: Iterable[int]) -> None:
    """A message names these people, or does not any more."""
    _after_commit(_tell_mentions, room, tuple(user_ids))


def right_revoked(revocation: Revocation) -> None:
    facts = {
        "pk": revocation.pk,
        "user_id": revocation.user_id,
        "room_id": revocation.room_id,
        "session": revocation.session,
    }
    event = {"type": names.USER_REVOKED, "revocation": facts}
    _after_commit(layer.publish, names.REVOCATIONS, event)


def person_typing(membership: Membership) -> None:
    """Told at once and never stored."""
    html = str(fragments.live_typing(membership.user, int(time.time() * 1000)))
    event = {"type": names.ROOM_TYPING, "room": membership.room_id, "html": html}
    layer.publish(names.room_group(membership.room_id), event)


def _tell_message(message: Message, room: Room) -> None:
    event = {
        "type": names.ROOM_CHANGED,
        "room": room.pk,
        "version": message.version,
        "seq": message.seq,
        "html": str(fragments.message(message)),
        "row": shared_row(room, message),
    }
    layer.publish(names.room_group(room.pk), event)


def _tell_read(user_id: int, room_id: int, seq: int) -> None:
    html = str(fragments.live_reads({room_id: seq}))
    event = {"type": names.USER_READ, "user": user_id, "html": html}
    layer.publish(names.user_group(user_id), event)


def _tell_mentions(room: Room, user_ids: tuple[int, ...]) -> None:
    for user_id, seqs in mentions_in(room.pk, user_ids).items():
        html = str(fragments.live_mentions(room, seqs))
        event = {"type": names.USER_MENTIONED, "user": user_id, "html": html}
        layer.publish(names.user_group(user_id), event)


def _after_commit(function, *args) -> None:
    # Not a partial: Django asks for the name of one that fails.
    transaction.on_commit(lambda: function(*args), robust=True)
