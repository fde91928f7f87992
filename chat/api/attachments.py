"""Files: those of a room, each by itself, and those that wait for their message."""

from typing import Literal
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Status, UploadedFile

from chat import access
from chat.actions.attachments import take_back, upload_attachment
from chat.api import ready
from chat.api.schemas import Items, Problem
from chat.api.schemas.messages import Attachment, Limit, Number, RoomFile
from chat.files import files_page
from chat.payloads.messages import attachment as payload
from chat.served import served

router = Router(tags=["files"])
BYTES = {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
FILE = {
    "responses": {
        200: {"description": "The file", **BYTES},
        206: {"description": "The part that was asked for by `Range`", **BYTES},
        302: {"description": "Where the file is, for five minutes"},
        304: {"description": "It is what `If-None-Match` names"},
    }
}


@router.get(
    "/rooms/{int:room_id}/files",
    response={200: Items[RoomFile]},
    summary="A room’s files, newest first",
)
def files(request: HttpRequest, room_id: int, cursor: Number | None = None, limit: Limit = 50):
    membership = access.membership_for(request.user, room_id)
    page = files_page(membership, cursor, limit)
    items = [payload(each) | {"message": each.message_id} for each in page.files]
    return {"items": items, "next": ready.onward(request, "cursor", page.before)}


@router.get(
    "/attachments/{int:attachment_id}",
    response={412: Problem, 416: Problem},
    openapi_extra=FILE,
    url_name="attachment",
    summary="A file of a message",
)
def attachment(
    request: HttpRequest,
    attachment_id: int,
    size: Literal["original", "small", "large"] = "original",
) -> HttpResponse:
    """Pictures come smaller, too."""
    membership = access.membership_beside(request.user, attachment_id)
    return served(request, access.attachment_for(membership, attachment_id), size)


@router.post(
    "/rooms/{int:room_id}/attachments",
    response={201: Attachment},
    summary="Upload a file ahead of its message",
)
def upload(
    request: HttpRequest, room_id: int, file: File[UploadedFile], key: Form[UUID | None] = None
):
    """It waits for the message that names its `id`. A repeated `key` gives the first one again."""
    membership = access.writing_membership_for(request.user, room_id)
    made = upload_attachment(membership=membership, key=key or uuid4(), file=file)
    return Status(201, payload(made))


@router.delete(
    "/rooms/{int:room_id}/attachments/{int:attachment_id}",
    response={204: None},
    summary="Take a file back that was not sent yet",
)
def discard(request: HttpRequest, room_id: int, attachment_id: int):
    membership = access.membership_for(request.user, room_id)
    take_back(attachment=access.waiting_upload_for(membership, attachment_id))
    return Status(204, None)
