"""What a door answers after a change of one message."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chat import fragments, message_fragments
from chat.errors import InvalidRequest
from chat.models import Message


def message_as_it_stands(request: HttpRequest, message: Message) -> HttpResponse:
    """To htmx the message as everybody gets it; without JavaScript, its page."""
    if request.htmx:
        return as_now(message)
    return redirect("permalink", message.room_id, message.pk)


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
