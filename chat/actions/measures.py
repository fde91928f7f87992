"""What moderators of the site do about what was reported, in rooms that they need not be in."""

from django.db import transaction

from accounts import audit, order
from accounts.models import User, Verb
from chat import rights
from chat.actions.deletions import checked_reason
from chat.actions.messages import buried, current
from chat.actions.room_order import ban_from_any_room, remove_from_any_room
from chat.actions.standing import moderating
from chat.errors import MessageNotFound, NotAllowed
from chat.models import Ban, Message, Report


@transaction.atomic
def take_down_message(*, report: Report, by, reason: str = "") -> Message:
    """Leave a tombstone where the message was, with the reason where there is one; in direct and
    archived rooms, too. Raises InvalidMessage and MessageNotFound."""
    reason = checked_reason(reason)
    message = _message_of(report)
    moderator = moderating(room=message.room, user=by)
    message = current(message, moderator.room)
    audit.note(
        Verb.MESSAGE_REMOVED,
        by=by,
        person=report.person,
        room=moderator.room,
        thing=message.pk,
        reason=reason,
    )
    return buried(message, moderator, reason)


def expel_person(*, report: Report, by) -> User:
    """Send the author away from the room. Raises MessageNotFound, NotAllowed and RoomNotFound."""
    remove_from_any_room(room=_message_of(report).room, person=report.person, by=by)
    return report.person


def banish_person(*, report: Report, by) -> Ban:
    """The same, and they may not come back until somebody lets them in again."""
    return ban_from_any_room(room=_message_of(report).room, person=report.person, by=by)


def shut_out(*, report: Report, by) -> User:
    """Close the site to whom it is about. Raises NotAllowed."""
    rights.check_over(by, report.person)
    try:
        return order.shut_out(user=report.person, by=by)
    except order.Refused as refused:
        raise NotAllowed(refused.words) from None


def _message_of(report: Report) -> Message:
    if report.message is None:
        raise MessageNotFound
    return report.message
