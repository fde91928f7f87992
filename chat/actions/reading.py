"""Read up to a place."""

from django.db import transaction

from chat import broadcasts
from chat.models import Membership


@transaction.atomic
def mark_read(*, membership: Membership, seq: int) -> Membership:
    """Move the reading position forward; never back, never past the room's last message."""
    if seq > membership.room.last_seq:
        return membership
    moved = Membership.objects.filter(pk=membership.pk).read_to(seq)
    if moved:
        membership.last_read_seq = seq
        broadcasts.position_read(membership)
    return membership
