"""Messages by themselves: all that one may read, and each with what becomes of it."""

from datetime import UTC, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from chat import access
from chat.actions.deletions import remove_message, restore_message
from chat.actions.messages import delete_message, edit_message
from chat.api import ready
from chat.api.schemas import Items
from chat.api.schemas.messages import Edited, Limit, Message, Number, Removal
from chat.newest import newest_for

router = Router(tags=["messages"])
# A clock's year 1 has no moment before it, as another time zone may ask for.
YEARS = Field(ge=datetime(1970, 1, 1, tzinfo=UTC), lt=datetime(3000, 1, 1, tzinfo=UTC))
Moment = Annotated[AwareDatetime, YEARS]
ONE = "/messages/{int:message_id}"
ANSWERS = {200: Message}


class Wanted(Schema):
    """`cursor` stands in `next`."""

    room: Number | None = None
    since: Moment | None = None
    until: Moment | None = None
    cursor: Number | None = None
    limit: Limit = 50


@router.get(
    "/messages",
    response={200: Items[Message]},
    summary="Everything that one may read, newest first",
)
def messages(request: HttpRequest, wanted: Query[Wanted]) -> HttpResponse:
    """Sent at `since` or later, and before `until`; of one `room`, or of all that one is in."""
    if wanted.room is not None:
        access.membership_for(request.user, wanted.room)
    page = newest_for(
        request.user,
        wanted.room,
        since=wanted.since,
        until=wanted.until,
        cursor=wanted.cursor,
        limit=wanted.limit,
    )
    return ready.listed(page.messages, next=ready.onward(request, "cursor", page.cursor))


@router.get(ONE, response=ANSWERS, summary="A message")
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    membership = access.membership_at(request.user, message_id)
    return ready.one(access.message_for(membership, message_id))


@router.patch(ONE, response=ANSWERS, summary="Change what one said")
def edit(request: HttpRequest, message_id: int, edited: Edited) -> HttpResponse:
    membership = access.within_reach(access.membership_at(request.user, message_id))
    own = access.own_message_for(membership, message_id)
    return ready.one(edit_message(message=own, by=request.user, body=edited.body))


@router.delete(ONE, response=ANSWERS, summary="Take back what one said, or remove what others did")
def delete(request: HttpRequest, message_id: int, removal: Removal | None = None) -> HttpResponse:
    """What others said is removed by who keeps order in the room, with a `reason` if they like. The
    answer is what is left of it."""
    membership = access.membership_at(request.user, message_id)
    if access.message_for(membership, message_id).author_id == request.user.pk:
        own = access.own_message_for(membership, message_id)
        return ready.one(delete_message(message=own, by=request.user))
    reason = removal.reason if removal else ""
    found = access.removable_message_for(membership, message_id)
    return ready.one(remove_message(message=found, by=membership, reason=reason))


@router.post(f"{ONE}/restore", response=ANSWERS, summary="Undo one’s deletion of a moment ago")
def restore(request: HttpRequest, message_id: int) -> HttpResponse:
    membership = access.membership_at(request.user, message_id)
    found = access.message_for(membership, message_id)
    return ready.one(restore_message(message=found, by=request.user))
