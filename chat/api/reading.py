"""How far one has read, and who else has."""

from django.http import HttpRequest
from ninja import Router, Status

from chat import access
from chat.actions.reading import mark_read, mark_unread
from chat.api.schemas import Items
from chat.api.schemas.messages import ReadTo, Receipt
from chat.payloads.people import author
from chat.receipts import seen_by

router = Router(tags=["reading"])
DONE = {204: None}


@router.put("/rooms/{int:room_id}/read", response=DONE, summary="Read up to a seq")
def read_to(request: HttpRequest, room_id: int, read: ReadTo):
    mark_read(membership=access.membership_for(request.user, room_id), seq=read.seq)
    return Status(204, None)


@router.put("/messages/{int:message_id}/read", response=DONE, summary="Read up to a message")
def read(request: HttpRequest, message_id: int):
    return _moved(request, message_id, mark_read)


@router.post(
    "/messages/{int:message_id}/unread", response=DONE, summary="Unread again from a message on"
)
def unread(request: HttpRequest, message_id: int):
    return _moved(request, message_id, mark_unread)


def _moved(request: HttpRequest, message_id: int, move):
    membership = access.membership_at(request.user, message_id)
    move(membership=membership, seq=access.message_for(membership, message_id).seq)
    return Status(204, None)


@router.get(
    "/messages/{int:message_id}/receipts",
    response={200: Items[Receipt]},
    summary="Who has read a message",
)
def receipts(request: HttpRequest, message_id: int):
    """In rooms of up to 50 people, for who shows their own reading: all of them at once."""
    membership = access.membership_at(request.user, message_id)
    seen = seen_by(membership, access.message_for(membership, message_id))
    items = [{"user": author(each.user), "seq": each.last_read_seq} for each in seen]
    return {"items": items, "next": None}
