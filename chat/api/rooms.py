"""Rooms: one's own, those one could join, and what becomes of one."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status
from pydantic import AwareDatetime, Field

from chat import access, rights
from chat.actions.direct_starts import check_number, start_direct_room
from chat.actions.new_rooms import found_room
from chat.actions.room_changes import change_room
from chat.actions.room_life import delete_room
from chat.api.credentials import Scope, credentials
from chat.api.edges import Edge, Name, Number, SortedPage
from chat.api.forms import fault
from chat.api.lists import one_page
from chat.api.schemas import Items
from chat.api.schemas.rooms import NewRoom, OpenRoom, RoomChange, RoomShown
from chat.catalogue import joinable_rooms
from chat.models import Membership, Room
from chat.own_rooms import memberships_from
from chat.payloads import rooms as shapes

router = Router(tags=["rooms"])

ONE = "/rooms/{int:room_id}"
UNNAMED = _("A direct room goes by the names of its people.")


YEARS = Field(ge=datetime(1970, 1, 1, tzinfo=UTC), lt=datetime(3000, 1, 1, tzinfo=UTC))
BY_NEWS = Edge(tuple[Annotated[AwareDatetime, YEARS], Number])
BY_NAME = Edge(tuple[Name, Number])


class RoomsPage(SortedPage):
    kind: Literal["open", "closed", "direct"] | None = None


@router.get("/rooms", response={200: Items[RoomShown]}, summary="My rooms")
def my_rooms(request: HttpRequest, page: Query[RoomsPage]):
    """Where something was said last comes first. Hidden ones are left out until they say more."""
    after = BY_NEWS.place(page.after)
    found = memberships_from(request.user, page.kind or "", page.words, after, page.more)
    return one_page(request, page, found, shapes.rooms, _by_news)


@router.get(
    "/rooms/discover",
    response={200: Items[OpenRoom]},
    summary="Open rooms that I could join, by name",
)
def discover(request: HttpRequest, page: Query[SortedPage]):
    found = joinable_rooms(request.user, page.words, BY_NAME.place(page.after), page.more)
    return one_page(request, page, found, _open_rooms, _by_name)


@router.post("/rooms", response={201: RoomShown, 200: RoomShown}, summary="Make a room")
def make(request: HttpRequest, new: NewRoom):
    if new.kind == Room.Kind.DIRECT:
        return _direct(request.user, new)
    people = access.newcomers_for(request.user, new.members)
    fields = new.dict(include={"kind", "name", "topic"})
    return Status(201, shapes.room(found_room(by=request.user, people=people, **fields)))


def _direct(user, new: NewRoom) -> Status:
    """200 where these people have one already."""
    for field in ("name", "topic"):
        if getattr(new, field):
            raise fault(field, "not_for_direct", UNNAMED)
    people = access.people_of(user, new.members)
    check_number(len(people))
    room = access.direct_room_for(user, people)
    status = 200 if room else 201
    room = room or start_direct_room(by=user, people=people)
    return Status(status, shapes.room(access.membership_for(user, room.pk)))


@router.get(ONE, response={200: RoomShown}, summary="A room of mine")
def room(request: HttpRequest, room_id: int):
    return shapes.room(access.membership_for(request.user, room_id))


@router.patch(ONE, response={200: RoomShown}, summary="Change a room")
def change(request: HttpRequest, room_id: int, change: RoomChange):
    """Owners and moderators change what it is called, owners who gets in. All of it, or nothing."""
    membership = access.membership_for(request.user, room_id, rights.check_decorator)
    fields = change.dict(exclude_unset=True)
    change_room(room=membership.room, by=request.user, **fields)
    return room(request, room_id)


@router.delete(
    ONE,
    response={204: None},
    auth=credentials(Scope.ADMIN),
    summary="Delete a room",
)
def delete(request: HttpRequest, room_id: int):
    """Owners do it. The room goes with all that was said in it, at once and for good."""
    membership = access.membership_for(request.user, room_id, rights.check_owner)
    delete_room(room=membership.room, by=request.user)
    return Status(204, None)


def _open_rooms(found: Sequence[Room]) -> list[dict]:
    return [shapes.open_room(each, each.members_count) for each in found]


def _by_news(last: Membership) -> str:
    return BY_NEWS.text((last.active_at, last.room_id))


def _by_name(last: Room) -> str:
    return BY_NAME.text((last.sort, last.pk))
