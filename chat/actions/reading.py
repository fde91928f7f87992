"""Read up to a place, or from a place on again."""

from django.conf import settings
from django.db import transaction

from accounts.allowances import Ceiling, spend
from chat import broadcasts
from chat.models import Membership

MARKS = Ceiling("unread mark", settings.UNREAD_MARKS_A_MINUTE, 60)


@transaction.atomic
def mark_read(*, membership: Membership, seq: int) -> Membership:
    """Move the reading position forward; never back, never past the room's last message."""
    if seq > membership.room.last_seq:
        return membership
    moved = Membership.objects.filter(pk=membership.pk).read_to(seq)
    if moved:
        membership.last_read_seq = seq
        broadcasts.position_read(membership)
        broadcasts.position_seen(membership)
    return membership


@transaction.atomic
def mark_unread(*, membership: Membership, seq: int) -> Membership:
    """Make `seq` the first unread message; where it is unread already, nothing changes. Raises Spent."""
    seq = max(seq, 1)
    spend(MARKS, str(membership.user_id))
    if Membership.objects.filter(pk=membership.pk).unread_from(seq):
        membership.last_read_seq = seq - 1
        broadcasts.position_moved_back(membership)
        broadcasts.sidebar_changed(membership.user_id)  # who was named there is unread again, too
        broadcasts.position_seen(membership)
    return membership


@transaction.atomic
def hide_receipts(*, user) -> None:
    """Take back from the others' open pages what they show of a person's reading."""
    for membership in Membership.objects.of(user):
        membership.user = user
        broadcasts.position_hidden(membership)
