"""E-mail addresses that people claim: an address is its owner's once they have proven it, not before."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User


def unproven_address(user: User, preferred: str = "") -> str | None:
    """What somebody has to prove who has proven no address yet; None where there is nothing to."""
    claims = sorted(
        EmailAddress.objects.filter(user=user),
        key=lambda claim: (claim.email != preferred.lower(), not claim.primary, claim.pk),
    )
    if not claims or any(claim.verified for claim in claims):
        return None
    return claims[0].email


def claim_of(user: User, address: str) -> EmailAddress | None:
    return EmailAddress.objects.filter(user=user, email=address, verified=False).first()


def has_owner(address: str) -> bool:
    return EmailAddress.objects.filter(email=address, verified=True).exists()


@transaction.atomic
def claim_instead(*, user: User, former: str, address: str) -> EmailAddress:
    """One unproven claim takes the place of another, which was a slip."""
    EmailAddress.objects.filter(user=user, email=former, verified=False).delete()
    claim, _created = EmailAddress.objects.get_or_create(user=user, email=address)
    claim.set_as_primary(conditional=True)
    return claim
