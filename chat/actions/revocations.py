"""Take a right away, everywhere at once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from chat import broadcasts
from chat.models import Revocation, Room

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def revoke(*, user, room: Room | None = None, session: str = "") -> Revocation:
    """Record and announce a loss, inside the transaction that causes it.

    Without room or session, all of the person's sockets close.
    """
    _forget_old()
    revocation = Revocation.objects.create(user=user, room=room, session=session)
    broadcasts.right_revoked(revocation)
    return revocation


@transaction.atomic
def revoke_room(*, room: Room) -> None:
    """Everybody in the room loses it: it is about to go."""
    _forget_old()
    people = room.memberships.values_list("user_id", flat=True)
    lost = [Revocation(user_id=user_id, room_id=room.pk) for user_id in people]
    for revocation in Revocation.objects.bulk_create(lost):
        broadcasts.right_revoked(revocation)


def _forget_old() -> None:
    Revocation.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
