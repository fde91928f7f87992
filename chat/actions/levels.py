"""What a member is told of."""

from django.db import transaction

from chat.models import Membership


@transaction.atomic
def set_level(*, membership: Membership, level: str) -> Membership:
    """One of Membership.Level."""
    Membership.objects.filter(pk=membership.pk).update(level=level)
    membership.level = level
    return membership
