"""Telling the site's moderators of a message or a person."""

from django.http import HttpRequest
from ninja import Router, Status

from chat import access
from chat.actions.reports import report_message, report_person
from chat.api.schemas.reports import NewReport, ReportShown
from chat.models import Report
from chat.payloads.times import stamp

router = Router(tags=["reports"])


@router.post(
    "/reports",
    response={201: ReportShown},
    summary="Report a message or a person to the site’s moderators",
)
def report(request: HttpRequest, new: NewReport):
    """What one reported already, and is not decided yet, is answered again and stays as it is. Neither
    its author nor anybody else but the moderators learns of it."""
    told = {"by": request.user, "reason": new.reason, "words": new.words}
    if new.message is None:
        person = access.other_person_for(request.user, new.user)
        return Status(201, _shown(report_person(person=person, **told)))
    membership = access.membership_at(request.user, new.message)
    message = access.reportable_message_for(membership, new.message)
    return Status(201, _shown(report_message(message=message, **told)))


def _shown(report: Report) -> dict:
    return {
        "id": report.pk,
        "message": report.message_id,
        "user": report.person_id,
        "reason": report.reason,
        "words": report.words,
        "reported_at": stamp(report.reported_at),
    }
