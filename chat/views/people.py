"""The people of the site, and the card of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.directory import QUERY_LENGTH, page_of
from accounts.forms.finding import FindForm
from accounts.models import User
from accounts.phones import home_country
from chat import access
from chat.cards import card_for
from chat.views.requests import optional_number, signed_in, words_sought


@require_GET
@signed_in
def people(request: HttpRequest) -> HttpResponse:
    return people_page(request, phone_form(request))


def people_page(
    request: HttpRequest, form: FindForm, *, status: int = 200, **facts
) -> HttpResponse:
    """The directory; `facts`: what became of looking for a number."""
    query = words_sought(request)
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
    return render(request, template, card_for(request.user, found))


def changed_person(request: HttpRequest, found: User) -> HttpResponse:
    """After something changed between the two: the card again, or the page it was changed on."""
    if request.htmx:
        return render(request, "chat/_person.html", card_for(request.user, found))
    if request.POST.get("back") == "contacts":
        return redirect("contacts")
    return redirect("person", found.username)
