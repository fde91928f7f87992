"""Where a person lands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from chat.models import Room
from chat.sidebar import page_rows, rows_for
from chat.views.requests import signed_in

LAST_ROOM = "last_room"  # cookie


@require_GET
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The room they were in last, else the first of theirs."""
    rows = rows_for(request.user.pk)
    if not rows:
        return redirect("rooms")
    last = request.COOKIES.get(LAST_ROOM)
    known = [row.room.pk for row in rows if not row.is_hidden] or [rows[0].room.pk]
    return redirect("room", next((pk for pk in known if str(pk) == last), known[0]))


@require_GET
@signed_in
def rooms(request: HttpRequest) -> HttpResponse:
    """The list of rooms; on a phone it is a page of its own."""
    joinable_count = Room.objects.joinable_by(request.user).count()
    facts = {"rows": page_rows(request.user.pk), "joinable_count": joinable_count}
    return render(request, "chat/list.html", facts)
