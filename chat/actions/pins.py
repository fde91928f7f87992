"""Keep messages at hand for everybody in a room."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from chat import broadcasts
from chat.actions.pace import pace_change
from chat.actions.standing import living, standing
from chat.errors import TooManyOfThem
from chat.models import Message, Room
from chat.rights import check_pinner


@transaction.atomic
def pin_message(*, message: Message, by) -> Message:
    """Pin a message; one that is pinned stays as it is. Raises TooManyOfThem, and what `standing` does."""
    room, message = _at_hand(message, by)
    if message.is_pinned:
        return message
    _check_count(Message.objects.pinned_in(room.pk).count() + 1)
    message.pinned_at, message.pinned_by = timezone.now(), by
    return _changed(message, room)


@transaction.atomic
def unpin_message(*, message: Message, by) -> Message:
    """Take a pin off; where there is none, nothing changes."""
    room, message = _at_hand(message, by)
    if not message.is_pinned:
        return message
    take_off(message)
    return _changed(message, room)


def take_off(message: Message) -> None:
    """The same inside a change that saves `pinned_at` and `pinned_by` and tells by itself."""
    message.pinned_at = message.pinned_by = None


def _at_hand(message: Message, by) -> tuple[Room, Message]:
    mine = standing(room=message.room, user=by, check=check_pinner)
    pace_change(mine)
    return mine.room, living(message)


def _changed(message: Message, room: Room) -> Message:
    room.take_version()
    message.version = room.version
    message.save(update_fields=["version", "pinned_at", "pinned_by"])
    broadcasts.message_changed(message, room)
    return message


def _check_count(count: int) -> None:
    limit = settings.PINS_IN_ROOM
    if count > limit:
        words = ngettext(
            "A room keeps %(limit)s pinned message. Unpin one first.",
            "A room keeps %(limit)s pinned messages. Unpin one first.",
            limit,
        )
        raise TooManyOfThem(words % {"limit": limit})
