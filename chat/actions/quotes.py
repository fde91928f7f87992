"""What quotes a message follows it: the quote itself is made when the reply is shown, so that it never
says what the message says no more; a reply takes a version so that open pages show it anew."""

from django.db import transaction

from chat import broadcasts
from chat.errors import RoomNotFound
from chat.models import Message, Room

# Pages that miss more changes than settings.CATCH_UP_LIMIT start afresh, and so would all of a room's.
AT_ONCE = 100
PUSHED = 20  # replies; the feeds notice that there are more, and fetch them


def renew_quotes(*, message: Message, room: Room) -> list[Message]:
    """The newest replies to the message take a version while its room is locked; those before them
    follow after the commit, so many at a time, and let others write in between."""
    replies = _renew(message, room)
    if len(replies) == AT_ONCE:
        transaction.on_commit(lambda: _renew_before(message, replies[0].seq), robust=True)
    return replies


def _renew_before(message: Message, seq: int | None) -> None:
    while seq is not None:
        seq = _renew_some(message, seq)


@transaction.atomic
def _renew_some(message: Message, before: int) -> int | None:
    """Where to go on, if there are more."""
    try:
        room = Room.objects.locked(message.room_id)
    except RoomNotFound:  # deleted meanwhile, and all of them with it
        return None
    replies = _renew(message, room, before)
    return replies[0].seq if len(replies) == AT_ONCE else None


def _renew(message: Message, room: Room, before: int | None = None) -> list[Message]:
    """Oldest first, so that the versions go the way of the log."""
    replies = Message.objects.with_author().filter(reply_to=message)
    newest = (replies if before is None else replies.before(before)).newest(AT_ONCE)
    if not newest:
        return []
    room.take_versions(len(newest))
    for version, reply in enumerate(newest, room.version - len(newest) + 1):
        reply.version = version
    Message.objects.bulk_update(newest, ["version"])
    for reply in newest[-PUSHED:]:
        broadcasts.message_changed(reply, room)
    return newest
