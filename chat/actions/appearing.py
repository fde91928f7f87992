"""How present a program says that its person is."""

from django.db import transaction

from accounts import profiles
from chat import broadcasts, presence


@transaction.atomic
def appear(*, user, state: str) -> None:
    """Offline is how they appear until they say otherwise; anything else holds for a minute."""
    hides = state == presence.OFFLINE
    if user.appears_offline != hides:
        shares = user.shares_receipts
        profiles.set_visibility(user, appears_offline=hides, shares_receipts=shares)
    if not hides:
        profiles.note_seen([user.pk])
    broadcasts.person_present(user, state)
