"""Somebody goes for good."""

from django.db import transaction
from django.db.models import Case, When

from chat.actions.memberships import go_out
from chat.models import Membership, Room


@transaction.atomic
def leave_every_room(*, user) -> list[Room]:
    """Leave all rooms; one that would have no owner goes to the member who is next in line.

    In direct rooms their place stays, so that the others still see who they talked with.
    """
    places = Membership.objects.of(user).exclude(room__kind=Room.Kind.DIRECT)
    memberships = places.select_related("room").order_by("room_id")
    return [_leave(membership, user) for membership in memberships]


def _leave(membership: Membership, user) -> Room:
    # Locked before the look at its owners: the other one may be leaving too.
    Room.objects.select_for_update().get(pk=membership.room_id)
    membership.refresh_from_db(fields=["role"])
    if membership.is_owner:
        _hand_over(membership)
    membership.user = user
    go_out(membership=membership, words="left")
    return membership.room


def _hand_over(membership: Membership) -> None:
    """Moderators come first, then whoever has been there longest."""
    others = Membership.objects.in_room(membership.room_id).exclude(pk=membership.pk)
    if others.owners().exists():
        return
    by_role = Case(When(role=Membership.Role.MODERATOR, then=0), default=1)
    heir = others.order_by(by_role, "joined_at", "pk").first()
    if heir is not None:
        heir.role = Membership.Role.OWNER
        heir.save(update_fields=["role"])
