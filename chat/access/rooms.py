"""From a person and an id to a room and what is in it."""

from collections.abc import Callable, Iterable

from chat.errors import RoomNotFound
from chat.models import Membership, Room, RoomPicture
from texter.prepared import Prepared

BIGGEST_ID = 2**63 - 1
_places = Prepared(
    lambda user_id, room_id: Membership.objects.of(user_id).in_room(room_id).select_related("room"),
    *(int, int),
)


def membership_for(
    user, room_id: int, check: Callable[[Membership], None] | None = None
) -> Membership:
    """The person's membership, with its room. `check` is one of chat/rights.py; raises what it does."""
    if room_id > BIGGEST_ID:
        raise RoomNotFound
    membership = _places.first(user.pk, room_id)
    if membership is None:
        raise RoomNotFound
    membership.user = user
    if check is not None:
        check(membership)
    return membership


def memberships_of(user) -> list[Membership]:
    """All of a person's memberships, with their rooms."""
    return list(Membership.objects.of(user).select_related("room").order_by("room_id"))


def joinable_room_for(user, room_id: int) -> Room:
    """An open room, or one that the person is in already."""
    room = Room.objects.filter(pk=min(room_id, BIGGEST_ID)).first()
    if room is None or not (room.is_open or room.memberships.filter(user=user).exists()):
        raise RoomNotFound
    return room


def open_rooms_for(user, room_ids: Iterable[int]) -> list[Room]:
    """Rooms that everybody on the site may know of."""
    ids = set(room_ids)
    found = list(Room.objects.open().filter(pk__in=ids))
    if len(found) < len(ids):
        raise RoomNotFound
    return found


def picture_for(user, room_id: int, version: int) -> RoomPicture:
    """The picture of a room that the person may know of, as of this version."""
    room = joinable_room_for(user, room_id)
    picture = RoomPicture.objects.filter(room=room).first()
    if picture is None or room.picture_version != version:
        raise RoomNotFound
    return picture
