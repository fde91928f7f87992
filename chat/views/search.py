"""Look for messages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chat import access
from chat.search.results import search_for
from chat.sidebar import page_rows, rows_for
from chat.views.requests import optional_number, signed_in, zone
from texter.words import clean_line


@require_GET
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """A page; for what goes on at the end of one, only what is found."""
    typed = clean_line(request.GET.get("q", ""))[: settings.SEARCH_LENGTH]
    room_id, before = optional_number(request.GET, "room"), optional_number(request.GET, "before")
    if room_id is not None:
        access.membership_for(request.user, room_id)
    rows = (rows_for if request.htmx else page_rows)(request.user.pk)
    here = next((row for row in rows if row.room.pk == room_id), None)
    narrowed = {"room_id": room_id, "before": before, "zone": zone(request)}
    results = search_for(request.user, typed, rows, **narrowed)
    facts = {"rows": rows, "here": here, "typed": typed, "query_length": settings.SEARCH_LENGTH}
    facts |= {"zone": zone(request)}
    name = "chat/_hits.html" if request.htmx else "chat/search.html"
    return render(request, name, facts | results._asdict())
