"""Telling the site's moderators: the question, and that it was told."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.allowances import Spent
from accounts.models import User
from chat import access
from chat.actions.reports import report_message, report_person
from chat.errors import ChatError, InvalidReport, TooOften
from chat.excerpts import excerpts_of
from chat.models import Message, Report, Room
from chat.reports import has_one_moderator
from chat.views.changed import place_of
from chat.views.requests import signed_in


class Subject(NamedTuple):
    """What is reported; `back`: where it stands."""

    person: User
    back: str
    message: Message | None = None
    room: Room | None = None


@require_http_methods(["GET", "POST"])
@signed_in
def of_message(request: HttpRequest, room_id: int, message_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    message = access.reportable_message_for(membership, message_id)
    back = place_of(room_id, message_id)
    subject = Subject(message.author, back, message, membership.room)
    return _asked(request, subject, partial(report_message, message=message))


@require_http_methods(["GET", "POST"])
@signed_in
def of_person(request: HttpRequest, username: str) -> HttpResponse:
    person = access.other_person_for(request.user, username)
    subject = Subject(person, reverse("person", args=[person.username]))
    return _asked(request, subject, partial(report_person, person=person))


def _asked(request: HttpRequest, subject: Subject, report: Callable[..., Report]) -> HttpResponse:
    """Without JavaScript, too, whoever reported reads here that it was told."""
    if request.method == "GET":
        return _page(request, subject)
    typed = {name: request.POST.get(name, "") for name in ("reason", "words")}
    try:
        report(by=request.user, **typed)
        return redirect(request.path)
    except InvalidReport as error:
        return _page(request, subject, typed, error)
    except Spent as spent:
        return _page(request, subject, typed, TooOften(spent.seconds))


def _page(
    request: HttpRequest,
    subject: Subject,
    typed: dict | None = None,
    error: ChatError | None = None,
) -> HttpResponse:
    told = Report.objects.open().by(request.user).of(subject.person, subject.message)
    facts = {
        **subject._asdict(),
        **(typed or {}),
        "reasons": Report.Reason.choices,
        "is_told": told.exists(),
        "thanks": _thanks(request),
    }
    if subject.message:
        facts["said"] = excerpts_of([subject.message])[0].text
    if error is None:
        return render(request, "chat/report.html", facts)
    page = render(request, "chat/report.html", facts | {"error": error.words}, status=error.status)
    for name, value in error.headers.items():
        page.headers[name] = value
    return page


def _thanks(request: HttpRequest) -> str:
    """What becomes of it. The words are the same whomever it is about: they tell how many moderators
    there are, and not who."""
    if has_one_moderator() and not request.user.is_staff:
        return _(
            "Thank you. This site has one moderator, who will look at it. If it is about them or their"
            " bots, it waits until there is a second one."
        )
    return _("Thank you. The moderators will look at it.")
