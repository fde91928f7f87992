"""What becomes of a message after it was sent: edited, deleted, brought back, removed.

Each answers htmx with the message as it now stands, and without JavaScript leads back to it.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from chat import access, log
from chat.actions.deletions import remove_message, restore_message
from chat.actions.messages import delete_message, edit_message
from chat.errors import ChatError, InvalidMessage, TooFast
from chat.excerpts import excerpts_of
from chat.models import Membership, Message
from chat.views.changed import message_as_it_stands
from chat.views.requests import signed_in
from chat.views.rooms import room_page


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest, room_id: int, message_id: int) -> HttpResponse:
    """What it says as it was typed, for its author alone; or what it is to say."""
    membership = access.writing_membership_for(request.user, room_id)
    message = access.own_message_for(membership, message_id)
    if request.method == "GET":
        return HttpResponse(message.body, content_type="text/plain; charset=utf-8")
    body = request.POST.get("body", "")
    try:
        return message_as_it_stands(
            request, edit_message(message=message, by=request.user, body=body)
        )
    except (InvalidMessage, TooFast) as error:
        if request.htmx:
            raise
        return _opened(request, membership, message, body, error)


@require_POST
@signed_in
def delete(request: HttpRequest, room_id: int, message_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    message = access.own_message_for(membership, message_id)
    return message_as_it_stands(request, delete_message(message=message, by=request.user))


@require_POST
@signed_in
def restore(request: HttpRequest, room_id: int, message_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    message = access.message_for(membership, message_id)
    return message_as_it_stands(request, restore_message(message=message, by=request.user))


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: HttpRequest, room_id: int, message_id: int) -> HttpResponse:
    """Asks for a reason first, which may be left out."""
    membership = access.membership_for(request.user, room_id)
    message = access.removable_message_for(membership, message_id)
    facts = {"room": membership.room, "message": message, "said": excerpts_of([message])[0].text}
    facts |= {"reason": request.POST.get("reason", ""), "reason_length": settings.REASON_LENGTH}
    if request.method == "GET":
        return render(request, "chat/remove_message.html", facts)
    try:
        removed = remove_message(message=message, by=membership, reason=facts["reason"])
    except InvalidMessage as error:
        facts["error"] = error.words
        return render(request, "chat/remove_message.html", facts, status=error.status)
    return message_as_it_stands(request, removed)


def _opened(
    request: HttpRequest, membership: Membership, message: Message, body: str, error: ChatError
) -> HttpResponse:
    """The message in its place, with what was refused and why."""
    page = log.page_around(membership, message.seq)
    message.body = body
    facts = {"focus": message, "status": error.status, "edit_error": error.words}
    return room_page(request, membership, page, **facts)
