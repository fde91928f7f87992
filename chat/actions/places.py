"""A room's place in its member's own list: how loud it is, where it stands, whether it shows."""

from django.db import transaction
from django.utils.translation import gettext as _

from chat import broadcasts
from chat.errors import InvalidRequest, RoomNotFound
from chat.models import Membership


@transaction.atomic
def set_level(*, membership: Membership, level: str) -> Membership:
    """What the member is told of: one of Membership.Level."""
    if level not in Membership.Level.values:
        raise InvalidRequest(_("There is no such notification level."))
    membership.level = level
    return _changed(membership, "level")


@transaction.atomic
def favour_room(*, membership: Membership) -> Membership:
    """Put it after the other favourites."""
    if membership.is_favourite:
        return membership
    favourites = Membership.objects.locked_of(membership.user).filter(is_favourite=True)
    membership.position = max((place.position for place in favourites), default=0) + 1
    membership.is_favourite = True
    return _changed(membership, "is_favourite", "position")


@transaction.atomic
def unfavour_room(*, membership: Membership) -> Membership:
    """Back among the others, where it stands by its name."""
    membership.is_favourite, membership.position = False, 0
    return _changed(membership, "is_favourite", "position")


@transaction.atomic
def move_room_up(*, membership: Membership) -> Membership:
    """Change places with the one before it."""
    return _move(membership, -1)


@transaction.atomic
def move_room_down(*, membership: Membership) -> Membership:
    """Change places with the one after it."""
    return _move(membership, 1)


@transaction.atomic
def hide_room(*, membership: Membership) -> Membership:
    """Out of sight until something more is said; only direct rooms can be hidden."""
    if not membership.room.is_direct:
        raise InvalidRequest(_("Only a direct conversation can be hidden. You can leave a room."))
    membership.hidden_seq = membership.last_read_seq = membership.room.last_seq
    return _changed(membership, "hidden_seq", "last_read_seq")


def _move(membership: Membership, step: int) -> Membership:
    if membership.room.is_direct and not membership.is_favourite:
        raise InvalidRequest(_("Direct conversations stand by their newest message."))
    order = Membership.objects.locked_of(membership.user).beside(membership)
    here = order.index(membership)
    there = here + step
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        _number(order)
        broadcasts.sidebar_changed(membership.user_id)
    membership.refresh_from_db(fields=["position"])
    return membership


def _number(order: list[Membership]) -> None:
    moved = []
    for position, place in enumerate(order, 1):
        if place.position != position:
            place.position = position
            moved.append(place)
    Membership.objects.bulk_update(moved, ["position"])


def _changed(membership: Membership, *fields: str) -> Membership:
    changes = {name: getattr(membership, name) for name in fields}
    if not Membership.objects.filter(pk=membership.pk).update(**changes):
        raise RoomNotFound  # removed since the membership was read
    broadcasts.sidebar_changed(membership.user_id)
    return membership
