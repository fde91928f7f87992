"""The ways into an account, and that the last one stays."""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
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
        *[OTHER_SITE] * user.socialaccount_set.filter(provider__in=other_sites()).count(),
    ]


def other_sites() -> set[str]:
    """Those that vouch for people here today, under the names that connections keep."""
    return {app.provider_id or app.provider for app in get_adapter().list_apps(None)}


def is_open(connection: SocialAccount) -> bool:
    """Whether it signs in; not one to a site that is no longer asked."""
    return connection.provider in other_sites()


def is_passkey(factor: Authenticator) -> bool:
    """Whether it signs in by itself; other keys are a second step only."""
    return factor.type == Authenticator.Type.WEBAUTHN and bool(factor.wrap().is_passwordless)


def has_second_step(user: User) -> bool:
    """Whether another factor is asked for after the first."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    factors = Authenticator.objects.filter(user=user, type__in=kinds)
    return not all(map(is_passkey, factors))


def can_lose(user: User, *lost: str) -> bool:
    """Whether one way of each of these kinds can go and another is left."""
    left = ways_in(user)
    for way in lost:
        if way in left:
            left.remove(way)
    return bool(left)
