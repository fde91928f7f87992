"""From a person and an id to what they may report, and from a moderator and an id to a report."""

from chat import rights
from chat.access.messages import message_for
from chat.access.rooms import BIGGEST_ID
from chat.errors import MessageNotFound, ReportNotFound
from chat.models import Membership, Message, Report


def reportable_message_for(membership: Membership, message_id: int) -> Message:
    """What somebody else said, as long as it says something."""
    message = message_for(membership, message_id)
    rights.check_reportable(membership.user, message)
    if message.is_deleted:
        raise MessageNotFound
    return message


def report_for(user, report_id: int) -> Report:
    """A report that this moderator of the site may see."""
    if not user.is_staff:
        raise ReportNotFound
    seen = Report.objects.seen_by(user).with_all()
    report = seen.filter(pk=min(report_id, BIGGEST_ID)).first()
    if report is None:
        raise ReportNotFound
    return report


def report_of_message_for(user, report_id: int) -> Report:
    """One of a message that still says something."""
    report = report_for(user, report_id)
    if report.message is None or report.message.is_deleted:
        raise MessageNotFound
    return report


def report_of_member_for(user, report_id: int) -> Report:
    """One of a message in a room with a name, whose author they may send away."""
    report = report_for(user, report_id)
    if report.message is None:
        raise MessageNotFound
    rights.check_group(report.message.room)
    rights.check_over(user, report.person)
    return report
