"""What an author's deletion leaves open, and the deletion of what others said."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Verb
from chat import rights
from chat.actions.deleted_texts import kept_text, take_text
from chat.actions.mentions import members_called
from chat.actions.messages import buried, changed, current, say
from chat.actions.standing import standing
from chat.actions.wording import Wording, prepared
from chat.errors import InvalidMessage, NotAllowed, RoomArchived
from chat.models import Membership, Message
from texter.words import clean_line


def restore_message(*, message: Message, by) -> Message:
    """Bring back what one deleted oneself a moment ago, with all it carried but its pin.

    One that stands is left as it is. Raises TooLate.
    """
    if message.author_id != by.pk:
        raise NotAllowed(_("Only the author can do that."))
    return _restore(message, by, prepared(kept_text(message=message), room=message.room, by=by))


@transaction.atomic
def _restore(message: Message, by, wording: Wording) -> Message:
    mine = standing(room=message.room, user=by)
    if mine.room.is_archived:
        raise RoomArchived
    message = Message.objects.with_author().get(pk=message.pk)
    if not message.is_deleted:
        return message
    body = take_text(message=message)
    wording = wording.still(body, members_called(body, room=mine.room, by=by))
    mine.room.take_version()
    say(message, **wording.fields, deleted_at=None, deleted_by=None)
    return changed(message, mine.room, wording.words)


@transaction.atomic
def remove_message(*, message: Message, by: Membership, reason: str = "") -> Message:
    """Leave a tombstone where somebody else's message was, with the reason where there is one."""
    reason = checked_reason(reason)
    mine = standing(room=by.room, user=by.user, check=rights.check_order_keeper)
    rights.check_removable(mine, message)
    message = current(message, mine.room)
    _note(message, mine, reason)
    return buried(message, mine, reason)


def _note(message: Message, mine: Membership, reason: str) -> None:
    audit.note(
        Verb.MESSAGE_REMOVED,
        by=mine.user,
        person=message.author,
        room=mine.room,
        thing=message.pk,
        reason=reason,
    )


def checked_reason(reason: str) -> str:
    """One line. Raises InvalidMessage."""
    reason = clean_line(reason)
    if len(reason) > settings.REASON_LENGTH:
        words = _("A reason can be up to %(limit)s characters.")
        raise InvalidMessage(words % {"limit": settings.REASON_LENGTH})
    return reason
