"""What a moderator of the site does about a report, each with a question first. The report waits on."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat import access, rights
from chat.actions.measures import banish_person, expel_person, shut_out, take_down_message
from chat.errors import InvalidMessage
from chat.models import Report
from chat.views.moderating import for_moderators
from chat.views.queue import question


@require_http_methods(["GET", "POST"])
@for_moderators
def take_down(request: HttpRequest, report_id: int) -> HttpResponse:
    report = access.report_of_message_for(request.user, report_id)
    reason = request.POST.get("reason", "")
    facts = {
        "report": report,
        "question": _("Remove what %(name)s said?") % {"name": report.person},
        "consequence": _(
            "Everybody there sees that a moderator removed it, and the reason. It can’t be brought back."
        ),
        "action": _("Remove"),
        "reason": reason,
        "length": settings.REASON_LENGTH,
    }
    if request.method == "GET":
        return question(request, facts)
    try:
        take_down_message(report=report, by=request.user, reason=reason)
    except InvalidMessage as error:
        return question(request, facts, error)
    messages.success(request, _("The message is removed."))
    return redirect("reports")


@require_http_methods(["GET", "POST"])
@for_moderators
def expel(request: HttpRequest, report_id: int) -> HttpResponse:
    report = access.report_of_member_for(request.user, report_id)
    facts = {
        "question": _("Remove %(name)s from %(room)s?") % _names(report),
        "consequence": _("They lose the room at once, and come back as anybody comes in there."),
        "action": _("Remove"),
    }
    done = _("%(name)s is not in %(room)s any more.") % _names(report)
    return _measure(request, report, expel_person, facts, done)


@require_http_methods(["GET", "POST"])
@for_moderators
def banish(request: HttpRequest, report_id: int) -> HttpResponse:
    report = access.report_of_member_for(request.user, report_id)
    facts = {
        "question": _("Ban %(name)s from %(room)s?") % _names(report),
        "consequence": _(
            "They lose the room at once, and can’t come back until they are let in again."
        ),
        "action": _("Ban"),
    }
    done = _("%(name)s is banned from %(room)s.") % _names(report)
    return _measure(request, report, banish_person, facts, done)


@require_http_methods(["GET", "POST"])
@for_moderators
def close(request: HttpRequest, report_id: int) -> HttpResponse:
    report = access.report_for(request.user, report_id)
    rights.check_over(request.user, report.person)
    facts = {
        "question": _("Close this site to %(name)s?") % {"name": report.person},
        "consequence": _(
            "They are signed out everywhere at once, and can’t sign in again until the owner lets them."
        ),
        "action": _("Deactivate"),
    }
    done = _("The site is closed to %(name)s.") % {"name": report.person}
    return _measure(request, report, shut_out, facts, done)


def _measure(
    request: HttpRequest, report: Report, take: Callable, facts: dict, done: str
) -> HttpResponse:
    if request.method == "GET":
        return question(request, facts | {"report": report})
    take(report=report, by=request.user)
    messages.success(request, done)
    return redirect("reports")


def _names(report: Report) -> dict[str, object]:
    return {"name": report.person, "room": report.message and report.message.room}
