"""The people of the site, and the card of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.circles import relation_between
from accounts.directory import QUERY_LENGTH, clean_query, page_of
from accounts.forms.finding import FindForm
from accounts.models import User
from accounts.phones import home_country
from chat import access, presence
from chat.models import Room
from chat.views.requests import optional_number, signed_in


@require_GET
@signed_in
def people(request: HttpRequest) -> HttpResponse:
    return people_page(request, phone_form(request))


def people_page(
    request: HttpRequest, form: FindForm, *, status: int = 200, **facts
) -> HttpResponse:
    """The directory; `facts`: what became of looking for a number."""
    query = clean_query(request.GET.get("q", ""))
    facts |= {"form": form, "query": query, "query_length": QUERY_LENGTH}
    facts["page"] = page_of(query, optional_number(request.GET, "after"))
    return render(request, "chat/people.html", facts, status=status)


def phone_form(request: HttpRequest) -> FindForm:
    """For somebody's number; filled in where one was sent."""
    home = home_country(request.headers.get("Accept-Language", ""))
    return FindForm(request.POST if request.method == "POST" else None, home=home)


@require_GET
@signed_in
def person(request: HttpRequest, username: str) -> HttpResponse:
    """A page, or what of it stands in a dialog over another one."""
    found = access.person_for(request.user, username)
    template = "chat/_person.html" if request.htmx else "chat/person.html"
    return render(request, template, _card(request.user, found))


def changed_person(request: HttpRequest, found: User) -> HttpResponse:
    """After something changed between the two: the card again, or the page it was changed on."""
    if request.htmx:
        return render(request, "chat/_person.html", _card(request.user, found))
    if request.POST.get("back") == "contacts":
        return redirect("contacts")
    return redirect("person", found.username)


def _card(user: User, found: User) -> dict:
    facts = {"person": found, "is_me": found.pk == user.pk}
    if not facts["is_me"]:
        facts["relation"] = relation_between(user, found)
        facts["state"] = _state_for(user, found)
        facts["shared"] = Room.objects.shared_by(user, found).by_name()
    return facts


def _state_for(user: User, found: User) -> str | None:
    """How present they are; nothing for who shares no room with them."""
    if not access.people_near(user.pk, [found.pk]).exists():
        return None
    if not access.people_known_to(user.pk, [found.pk]):
        found.last_seen_at = None
        return presence.OFFLINE
    return presence.status_of(found.pk)
