"""What quotes a message follows it: inside the transaction that changes the message."""

from chat import broadcasts
from chat.models import Message, Room

PUSHED = 20  # replies; the feeds find that there are more, and fetch them
WRITTEN_AT_ONCE = 200


def renew_quotes(*, message: Message, room: Room) -> list[Message]:
    """Every reply to the message takes a version, so that it is shown anew; the room is locked."""
    replies = list(Message.objects.with_author().filter(reply_to=message).order_by("seq"))
    if not replies:
        return []
    room.take_versions(len(replies))
    first = room.version - len(replies) + 1
    for version, reply in enumerate(replies, first):
        reply.version = version
    Message.objects.bulk_update(replies, ["version"], batch_size=WRITTEN_AT_ONCE)
    for reply in replies[:PUSHED]:
        broadcasts.message_changed(reply, room)
    return replies
