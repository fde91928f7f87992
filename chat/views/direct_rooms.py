"""Ways into a direct room: from a person's card, and by choosing people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.directory import QUERY_LENGTH, page_of
from accounts.models import User
from chat import access
from chat.actions.direct_starts import check_number, start_direct_room
from chat.errors import InvalidRoom
from chat.models import Room
from chat.views.requests import posted_from, signed_in, words_sought

CHOSEN = "people"  # the field with the usernames


@require_POST
@signed_in
def message(request: HttpRequest, username: str) -> HttpResponse:
    """The direct room with one person."""
    room = _direct_room(request.user, [access.other_person_for(request.user, username)])
    address = reverse("room", args=[room.pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _direct_room(user: User, people: list[User]) -> Room:
    return access.direct_room_for(user, people) or start_direct_room(by=user, people=people)


@posted_from("new_direct_room")
@signed_in
def direct_rooms(request: HttpRequest) -> HttpResponse:
    """The direct room with everybody who was chosen."""
    people = access.people_for(request.user, request.POST.getlist(CHOSEN))
    try:
        check_number(len(people))
    except InvalidRoom as error:
        return _page(request, people, status=error.status, error=error.words)
    return redirect("room", _direct_room(request.user, people).pk)


@require_GET
@signed_in
def new_direct_room(request: HttpRequest) -> HttpResponse:
    chosen = access.people_for(request.user, request.GET.getlist(CHOSEN))
    return _page(request, chosen)


def _page(
    request: HttpRequest, chosen: list[User], *, status: int = 200, error: str = ""
) -> HttpResponse:
    """Who was chosen stays in the list, whatever is looked for."""
    query = words_sought(request)
    page = page_of(query)
    others = [person for person in page.people if person not in [*chosen, request.user]]
    facts = {"query": query, "query_length": QUERY_LENGTH, "error": error}
    facts |= {"chosen": chosen, "others": others, "has_more": page.after is not None}
    return render(request, "chat/new_direct_room.html", facts, status=status)
