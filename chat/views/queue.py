"""The queue of reports, and what a moderator of the site decides about one."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from chat import access, fragments, stamps
from chat.actions.reports import dismiss_report, resolve_report
from chat.errors import ChatError, InvalidReport, ReportDecided
from chat.models import Report
from chat.reports import reports_page, waiting_for
from chat.views.moderating import for_moderators
from chat.views.requests import optional_number


@require_GET
@for_moderators
def reports(request: HttpRequest) -> HttpResponse:
    """What waits, newest first; `?decided`: what was decided."""
    is_open = "decided" not in request.GET
    page = reports_page(
        request.user, is_open=is_open, before=optional_number(request.GET, "before")
    )
    facts = {"lines": page.lines, "before": page.before, "is_open": is_open}
    return render(request, "site/reports.html", facts)


@require_GET
@for_moderators
def waiting(request: HttpRequest) -> HttpResponse:
    """How many wait, for an open page; the pages themselves ask for no number."""
    stamp = stamps.before_a_look()
    return HttpResponse(fragments.live_reports(waiting_for(request.user), stamp))


@require_http_methods(["GET", "POST"])
@for_moderators
def resolve(request: HttpRequest, report_id: int) -> HttpResponse:
    facts = {
        "question": _("Resolve the report?"),
        "consequence": _("You did something about it. Whoever reported it is not told."),
        "action": _("Resolve"),
    }
    return _decide(request, report_id, resolve_report, facts, _("Resolved."))


@require_http_methods(["GET", "POST"])
@for_moderators
def dismiss(request: HttpRequest, report_id: int) -> HttpResponse:
    facts = {
        "question": _("Dismiss the report?"),
        "consequence": _("There is nothing to do about it. Whoever reported it is not told."),
        "action": _("Dismiss"),
    }
    return _decide(request, report_id, dismiss_report, facts, _("Dismissed."))


def _decide(
    request: HttpRequest,
    report_id: int,
    decide: Callable[..., Report],
    facts: dict,
    done: str,
) -> HttpResponse:
    """With a note, which other moderators read."""
    report = access.report_for(request.user, report_id)
    note = request.POST.get("note", "")
    facts |= {"report": report, "note": note, "length": settings.REPORT_LENGTH}
    if request.method == "GET":
        return question(request, facts)
    try:
        decide(report=report, by=request.user, note=note)
    except (InvalidReport, ReportDecided) as error:
        return question(request, facts, error)
    messages.success(request, done)
    return redirect("reports")


def question(request: HttpRequest, facts: dict, error: ChatError | None = None) -> HttpResponse:
    facts |= {"back": reverse("reports"), "error": error and error.words}
    return render(request, "site/question.html", facts, status=error.status if error else 200)
