"""Somebody goes for good, or for as long as the site is closed to them."""

from collections.abc import Iterator
from contextlib import suppress

from django.db import transaction
from django.db.models import Q

from chat.actions.memberships import go_out
from chat.actions.ownership import see_to_owner
from chat.errors import RoomNotFound
from chat.models import Membership, Report, Room, SavedMessage


def lock_rooms(*, user) -> set[int]:
    """Nothing is said in their rooms, and nobody comes or goes, until the transaction ends; the ids.

    In direct ones, too, where their waiting files may just be sent, and where they only saved or
    reported something, which a deletion of the room takes away.
    """
    rooms = _touched_by(user).select_for_update().order_by("pk")
    return {room.pk for room in rooms.only("pk")}


def are_locked(*, user, room_ids: set[int]) -> bool:
    """Whether that is still all of them; ask once nobody can bring the person in any more."""
    return room_ids.issuperset(_touched_by(user).values_list("pk", flat=True))


@transaction.atomic
def leave_every_room(*, user) -> None:
    """Leave all rooms; one that would have no owner goes to the member who is next in line.

    In direct rooms their place stays, so that the others still see who they talked with.
    """
    for room in _rooms_of(user):
        see_to_owner(room=room, leaving=user)
        _leave(room, user)


@transaction.atomic
def see_to_rooms(*, user) -> None:
    """The site was closed to somebody, or opened again: none of their rooms is left without an owner
    who is there. They stay what they were in it."""
    for room in _rooms_of(user):
        see_to_owner(room=room)


def _leave(room: Room, user) -> None:
    membership = Membership.objects.of(user).in_room(room.pk).first()
    if membership is not None:
        membership.user = user
        go_out(membership=membership, words="left")


def _touched_by(user):
    places = Membership.objects.of(user).values("room")
    saved = SavedMessage.objects.of(user).values("message__room")
    reported = Report.objects.by(user).exclude(message=None).values("message__room")
    return Room.objects.filter(Q(pk__in=places) | Q(pk__in=saved) | Q(pk__in=reported))


def _rooms_of(user) -> Iterator[Room]:
    """Each locked before the look at its owners, the other one may be leaving, too; and in one order
    for everybody, so that no two wait for each other."""
    groups = Room.objects.exclude(kind=Room.Kind.DIRECT).filter(memberships__user=user)
    for room_id in groups.order_by("pk").values_list("pk", flat=True):
        with suppress(RoomNotFound):  # deleted since
            yield Room.objects.locked(room_id)
