"""The messages of one room: its history, what is said in it, and what changed."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import model_validator

from chat import access, changes, log
from chat.actions.attachments import upload_beside
from chat.actions.drafts import Draft, check_count
from chat.actions.messages import send_message
from chat.actions.typing import tell_typing
from chat.api import ready, said
from chat.api.said import Saying
from chat.api.schemas import Items
from chat.api.schemas.messages import Changed, Limit, Message, Number
from chat.log import Page
from chat.models import Membership
from texter import metrics

router = Router(tags=["messages"])
ENDS = ("before", "after", "around")


class Place(Schema):
    """Seqs: one of them, or none for the newest."""

    before: Number | None = None
    after: Number | None = None
    around: Number | None = None
    limit: Limit = 50

    @model_validator(mode="after")
    def is_one(self):
        if sum(getattr(self, end) is not None for end in ENDS) > 1:
            raise ValueError(_("Say one of “before”, “after” and “around”."))
        return self


@router.get(
    "/rooms/{int:room_id}/messages",
    response={200: Items[Message]},
    summary="The history of a room, oldest first",
)
def history(request: HttpRequest, room_id: int, place: Query[Place]) -> HttpResponse:
    """`next` goes on backwards; after `after` and `around` forwards."""
    membership = access.membership_for(request.user, room_id)
    page = _page(membership, place)
    if place.after is None and place.around is None:
        following = ready.onward(request, "before", page.before)
    else:
        following = ready.onward(request, "after", page.after, "around")
    return ready.listed(page.messages, next=following)


def _page(membership: Membership, place: Place) -> Page:
    if place.before is not None:
        return log.page_before(membership, place.before, place.limit)
    if place.after is not None:
        return log.page_after(membership, place.after, place.limit)
    if place.around is not None:
        return log.page_around(membership, place.around, place.limit)
    return log.newest_page(membership, place.limit)


@router.post(
    "/rooms/{int:room_id}/messages",
    response={200: Message, 201: Message},
    openapi_extra=said.DESCRIPTION,
    summary="Say something in a room",
)
def send(request: HttpRequest, room_id: int) -> HttpResponse:
    """A repeated `client_id` gives the first message again, with 200; without one, what is repeated
    is said twice."""
    saying = said.said_in(request)
    membership = access.writing_membership_for(request.user, room_id)
    message = _send(membership, saying)
    # A send that is repeated took the next number, too, and gave it back.
    is_new = message.seq == membership.room.last_seq
    return ready.one(message, 201 if is_new else 200)


def _send(membership: Membership, saying: Saying):
    body, client_id, reply_to, uploads = saying.said, saying.said.client_id or uuid4(), None, []
    check_count(len(body.attachments) + len(saying.files))
    if body.reply_to is not None:
        reply_to = access.message_for(membership, body.reply_to)
    if body.attachments:
        uploads = access.own_uploads_for(membership, body.attachments)
    uploads += upload_beside(membership=membership, client_id=client_id, files=saying.files)
    draft = Draft(body.body, client_id, reply_to, uploads)
    return send_message(membership=membership, draft=draft)


@router.get(
    "/rooms/{int:room_id}/changes",
    response={200: Changed},
    summary="Messages that changed after a version, by version",
)
def changed(
    request: HttpRequest, room_id: int, since: Number = 0, limit: Limit = 100
) -> HttpResponse:
    """Ask again with `version` while there is `more`. Version 0: start over, as the room never was at
    `since`."""
    membership = access.membership_for(request.user, room_id)
    metrics.PROGRAM_REPAIRS.inc()
    missed = changes.missed_by(membership, since, limit)
    version = missed.version if missed.version >= since else 0
    return ready.listed(missed.messages, version=version, more=missed.more)


@router.post(
    "/rooms/{int:room_id}/typing",
    response={204: None},
    summary="Let the others know that one writes",
)
def typing(request: HttpRequest, room_id: int):
    tell_typing(membership=access.writing_membership_for(request.user, room_id))
    return Status(204, None)
