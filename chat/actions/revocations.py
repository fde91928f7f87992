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
    Revocation.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    revocation = Revocation.objects.create(user=user, room=room, session=session)
    broadcasts.right_revoked(revocation)
    return revocation
