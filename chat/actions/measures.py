"""What moderators of the site do about what was reported, in rooms that they need not be in."""

from django.db import transaction

from accounts import audit, people
from accounts.models import User, Verb
from chat import rights
from chat.actions.deletions import checked_reason
from chat.actions.memberships import go_out
from chat.actions.messages import buried, current
from chat.actions.ownership import see_to_owner
from chat.actions.standing import Moderator, moderating
from chat.errors import MessageNotFound
from chat.models import Ban, Membership, Message, Report


@transaction.atomic
def take_down_message(*, report: Report, by, reason: str = "") -> Message:
    """Leave a tombstone where the message was, with the reason where there is one; in direct and
    archived rooms, too. Raises InvalidMessage and MessageNotFound."""
    reason = checked_reason(reason)
    message = _message_of(report)
    moderator = moderating(room=message.room, user=by)
    message = current(message, moderator.room)
    _note(Verb.MESSAGE_REMOVED, report, moderator, thing=message.pk, reason=reason)
    return buried(message, moderator, reason)


@transaction.atomic
def expel_person(*, report: Report, by) -> User:
    """Send the author away from the room; they may come back by the ways that are open to them. What
    they alone owned goes to the next in line."""
    moderator = _over(report, by)
    if _send_away(moderator, report.person, "was removed by a moderator of the site"):
        _note(Verb.MEMBER_REMOVED, report, moderator)
    return report.person


@transaction.atomic
def banish_person(*, report: Report, by) -> Ban:
    """The same, and they may not come back until somebody lets them in again."""
    moderator = _over(report, by)
    ban, is_new = Ban.objects.get_or_create(
        room=moderator.room, user=report.person, defaults={"by": moderator.user}
    )
    _send_away(moderator, report.person, "was banned by a moderator of the site")
    if is_new:
        _note(Verb.MEMBER_BANNED, report, moderator)
    return ban


def shut_out(*, report: Report, by) -> User:
    """Close the site to whom it is about. Raises NotAllowed."""
    rights.check_over(by, report.person)
    return people.deactivate(report.person, by=by)


def _message_of(report: Report) -> Message:
    if report.message is None:
        raise MessageNotFound
    return report.message


def _over(report: Report, by) -> Moderator:
    room = _message_of(report).room
    rights.check_over(by, report.person)
    rights.check_group(room)
    return moderating(room=room, user=by)


def _note(verb: Verb, report: Report, moderator: Moderator, **facts) -> None:
    """As what the room's own moderators do is."""
    audit.note(verb, by=moderator.user, person=report.person, room=moderator.room, **facts)


def _send_away(moderator: Moderator, person: User, words: str) -> bool:
    """Whether they were there; nothing is said of who had left already."""
    room = moderator.room
    member = Membership.objects.of(person).in_room(room.pk).first()
    if member is None:
        return False
    member.room, member.user = room, person
    see_to_owner(room=room, leaving=person)
    go_out(membership=member, words=words)
    return True
