"""What somebody keeps for later: save a message, let it go, and all of them on a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from chat import access
from chat.actions.saved import save_message, unsave_message
from chat.saved import saved_page
from chat.sidebar import page_rows
from chat.views.changed import is_on, place_of
from chat.views.requests import optional_number, signed_in


@require_POST
@signed_in
def save(request: HttpRequest, room_id: int, message_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    message = access.message_for(membership, message_id)
    change = save_message if is_on(request) else unsave_message
    change(message=message, by=request.user)
    if request.htmx:
        return HttpResponse(status=204)
    if "to_list" in request.POST:
        return redirect("saved")
    return redirect(place_of(room_id, message_id))


@require_GET
@signed_in
def saved(request: HttpRequest) -> HttpResponse:
    page = saved_page(request.user, optional_number(request.GET, "before"))
    rows = page_rows(request.user.pk)
    titles = {row.room.pk: row.title for row in rows}
    entries = [(each, titles.get(each.message.room_id, "")) for each in page.excerpts]
    facts = {"entries": entries, "before": page.before, "rows": rows}
    return render(request, "chat/saved.html", facts)
