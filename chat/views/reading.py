"""How far one has read, and who else has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from chat import access
from chat.actions.reading import mark_read, mark_unread
from chat.errors import ReceiptsOff, TooManyForReceipts
from chat.receipts import seen_by
from chat.sidebar import page_rows
from chat.views.requests import signed_in, whole_number


@require_POST
@signed_in
def read(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    mark_read(membership=membership, seq=whole_number(request.POST, "seq"))
    return HttpResponse(status=204)


@require_POST
@signed_in
def unread(request: HttpRequest, room_id: int) -> HttpResponse:
    """Without JavaScript it leads out of the room: coming back reads on."""
    membership = access.membership_for(request.user, room_id)
    mark_unread(membership=membership, seq=whole_number(request.POST, "seq"))
    return HttpResponse(status=204) if request.htmx else redirect("rooms")


@require_GET
@signed_in
def receipts(request: HttpRequest, room_id: int, message_id: int) -> HttpResponse:
    """Who has seen a message: a page, or what a page shows of it in a dialog."""
    membership = access.membership_for(request.user, room_id)
    message = access.message_for(membership, message_id)
    facts = {"room": membership.room, "message": message}
    try:
        facts["seen_by"] = seen_by(membership, message)
    except (ReceiptsOff, TooManyForReceipts) as refusal:
        facts["refusal"] = refusal.words
    if request.htmx:
        return render(request, "chat/_receipts.html", facts)
    facts["rows"] = page_rows(request.user.pk, room_id)
    return render(request, "chat/receipts.html", facts)
