"""The ways into an account, and that the last one stays."""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User

PASSWORD, PHONE, PASSKEY, OTHER_SITE = "password", "phone", "passkey", "other site"
LAST_WAY = _("That is your only way in. Add another one first.")


@contextmanager
def one_at_a_time(user: User) -> Iterator[None]:
    """Of two ways that are let go at once, the second sees that the first is gone."""
    with transaction.atomic():
        User.objects.select_for_update().filter(pk=user.pk).first()
        yield


def ways_in(user: User) -> list[str]:
    """By what this person can sign in, each way as often as there is one."""
    factors = Authenticator.objects.filter(user=user)
    return [
        *[PASSWORD] * user.has_usable_password(),
        *[PHONE] * (settings.SMS != "off" and hasattr(user, "phone")),
        *[PASSKEY] * sum(map(is_passkey, factors)),
        *[OTHER_SITE] * user.socialaccount_set.count(),
    ]


def is_passkey(factor: Authenticator) -> bool:
    """Whether it signs in by itself; other keys are a second step only."""
    return factor.type == Authenticator.Type.WEBAUTHN and bool(factor.wrap().is_passwordless)


def can_lose(user: User, *lost: str) -> bool:
    """Whether one way of each of these kinds can go and another is left."""
    left = ways_in(user)
    for way in lost:
        if way in left:
            left.remove(way)
    return bool(left)
