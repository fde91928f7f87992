"""What is kept at hand: a room's pinned messages, and those that one saved for oneself."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from chat import access
from chat.actions.pins import pin_message, unpin_message
from chat.actions.saved import save_message, unsave_message
from chat.api import ready
from chat.api.schemas import Items
from chat.api.schemas.messages import Limit, Message, Number
from chat.marks import pinned_for
from chat.saved import saved_by

router = Router(tags=["messages"])
PIN = "/messages/{int:message_id}/pin"
SAVED = "/messages/{int:message_id}/saved"
ANSWERS = {200: Message}
LISTS = {200: Items[Message]}
DONE = {204: None}


@router.put(PIN, response=ANSWERS, summary="Pin a message")
def pin(request: HttpRequest, message_id: int) -> HttpResponse:
    return _pinned(request, message_id, pin_message)


@router.delete(PIN, response=ANSWERS, summary="Take a pin off")
def unpin(request: HttpRequest, message_id: int) -> HttpResponse:
    return _pinned(request, message_id, unpin_message)


def _pinned(request: HttpRequest, message_id: int, change) -> HttpResponse:
    membership = access.within_reach(access.membership_at(request.user, message_id))
    message = access.message_for(membership, message_id)
    return ready.one(change(message=message, by=request.user))


@router.get(
    "/rooms/{int:room_id}/pins", response=LISTS, summary="A room’s pinned messages, newest first"
)
def pins(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    return ready.listed(pinned_for(membership).with_author(), next=None)


@router.put(SAVED, response=DONE, summary="Save a message for oneself")
def save(request: HttpRequest, message_id: int):
    return _kept(request, message_id, save_message)


@router.delete(SAVED, response=DONE, summary="Let a saved message go")
def unsave(request: HttpRequest, message_id: int):
    return _kept(request, message_id, unsave_message)


def _kept(request: HttpRequest, message_id: int, change):
    membership = access.membership_at(request.user, message_id)
    change(message=access.message_for(membership, message_id), by=request.user)
    return Status(204, None)


@router.get("/saved", response=LISTS, summary="What one saved, newest first")
def saved(request: HttpRequest, cursor: Number | None = None, limit: Limit = 50) -> HttpResponse:
    messages, more = saved_by(request.user, cursor, limit)
    return ready.listed(messages, next=ready.onward(request, "cursor", more))
