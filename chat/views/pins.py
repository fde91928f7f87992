"""A room's pinned messages: pin one, take it off, and all of them on a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from chat import access
from chat.actions.pins import pin_message, unpin_message
from chat.excerpts import excerpts_of
from chat.marks import pinned_for
from chat.sidebar import page_rows
from chat.views.changed import is_on, message_as_it_stands
from chat.views.requests import signed_in


@require_POST
@signed_in
def pin(request: HttpRequest, room_id: int, message_id: int) -> HttpResponse:
    membership = access.writing_membership_for(request.user, room_id)
    message = access.message_for(membership, message_id)
    change = pin_message if is_on(request) else unpin_message
    message = change(message=message, by=request.user)
    if "to_list" in request.POST:
        return redirect("pins", room_id)
    return message_as_it_stands(request, message)


@require_GET
@signed_in
def pins(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    rows = page_rows(request.user.pk, room_id)
    pinned = pinned_for(membership).select_related("author", "pinned_by")
    facts = {
        "room": membership.room,
        "title": next((row.title for row in rows if row.is_current), str(membership.room)),
        "may_unpin": membership.can_pin and not membership.room.is_archived,
        "excerpts": excerpts_of(pinned),
        "rows": rows,
    }
    return render(request, "chat/pins.html", facts)
