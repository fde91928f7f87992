"""The lines a room writes by itself: who joined, who left, what it is called now."""

from django.conf import settings

from chat import broadcasts
from chat.models import Membership, Message, Revocation, Room


def announce(*, room: Room, user, words: str, loss: Revocation | None = None) -> Message | None:
    """Write that somebody came or went; call it inside the change's own transaction.

    Large rooms stay quiet.
    """
    if room.memberships.count() > settings.ANNOUNCED_ROOM_SIZE:
        return None
    return _write(room, user, words, loss)


def write_line(*, room: Room, user, words: str, loss: Revocation | None = None) -> None:
    """Write what became of the room. In a large one only its rows change: a line would have to tell
    each member a new reading position. `loss`: who hears nothing after it."""
    if announce(room=room, user=user, words=words, loss=loss) is None:
        room.take_version()
        broadcasts.room_changed(room, loss=loss)


def _write(room: Room, user, words: str, loss: Revocation | None) -> Message:
    """Whoever had read everything has read this too, so it lights no badge."""
    room.take_seq()
    moved = Membership.objects.in_room(room.pk).filter(last_read_seq__gte=room.last_seq - 1)
    moved.update(last_read_seq=room.last_seq)
    for membership in Membership.objects.in_room(room.pk).filter(last_read_seq=room.last_seq):
        broadcasts.position_read(membership)
    line = Message.objects.create(
        room=room,
        author=user,
        kind=Message.Kind.SYSTEM,
        seq=room.last_seq,
        version=room.version,
        body=words,
    )
    broadcasts.message_changed(line, room, loss=loss)
    return line
