"""What a door answers after a change of one message."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chat import fragments, message_fragments
from chat.errors import InvalidRequest
from chat.models import Message


def message_as_it_stands(request: HttpRequest, message: Message) -> HttpResponse:
    """To htmx the message as everybody gets it; without JavaScript, its page."""
    if request.htmx:
        return as_now(message)
    return redirect(place_of(message.room_id, message.pk))


def place_of(room_id: int, message_id: int) -> str:
    """A message's own page, which a browser without JavaScript opens at the message, too."""
    return f"{reverse('permalink', args=[room_id, message_id])}#message-{message_id}"


def as_now(message: Message) -> HttpResponse:
    """A message as everybody gets it, for the page that changed it."""
    html = message_fragments.message(message)
    before = message.version - 1
    return HttpResponse(fragments.live_room(message.room_id, before, message.version, html))


def is_on(request: HttpRequest) -> bool:
    """Whether the form turns something on or off."""
    chosen = request.POST.get("on")
    if chosen not in {"1", "0"}:
        raise InvalidRequest
    return chosen == "1"
