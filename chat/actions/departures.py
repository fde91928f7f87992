"""Somebody goes for good, or for as long as the site is closed to them."""

from collections.abc import Iterator
from contextlib import suppress

from django.db import transaction

from chat.actions.memberships import go_out
from chat.actions.ownership import see_to_owner
from chat.errors import RoomNotFound
from chat.models import Membership, Room


def lock_rooms(*, user) -> None:
    """Nothing is said in their rooms, and nobody comes or goes, until the transaction ends."""
    for _room in _rooms_of(user):
        pass


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


def _rooms_of(user) -> Iterator[Room]:
    """Each locked before the look at its owners, the other one may be leaving, too; and in one order
    for everybody, so that no two wait for each other."""
    groups = Room.objects.exclude(kind=Room.Kind.DIRECT).filter(memberships__user=user)
    for room_id in groups.order_by("pk").values_list("pk", flat=True):
        with suppress(RoomNotFound):  # deleted since
            yield Room.objects.locked(room_id)
