"""Passkeys, apps and recovery codes."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from accounts import encryption, site, ways
from accounts.models import User


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code didn’t match. Try the newest one."),
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What an app writes beside its code."""
        return site.current().shown_name

    def is_mfa_enabled(self, user: User, types: list | None = None) -> bool:
        """A passkey is a door of its own and no second step at the others, which stay open to
        whoever loses it. allauth asks about one type to know what there is, about more to decide."""
        if types is not None and len(types) == 1:
            return super().is_mfa_enabled(user, types)
        return user.is_authenticated and ways.has_second_step(user)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        is_way = ways.is_passkey(authenticator)
        return not is_way or ways.can_lose(authenticator.user, ways.PASSKEY)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a key is called whose owner gave it no name."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1} if count else str(_("Passkey"))
