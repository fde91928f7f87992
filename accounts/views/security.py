"""The page of the ways in, and of where somebody is signed in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.views.generic import TemplateView

from accounts import phones, sessions, ways
from accounts.devices import device_name


class SecurityView(TemplateView):
    template_name = "settings/security.html"

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        number = phones.number_of(user)
        factors = Authenticator.objects.filter(user=user).order_by("created_at")
        return super().get_context_data(
            number=number and phones.shown(number),
            number_stays=not ways.can_lose(user, ways.PHONE),
            phone_login=settings.SMS != "off",
            emails=EmailAddress.objects.filter(user=user).order_by("-primary", "email"),
            passkeys=[each for each in factors if each.type == Authenticator.Type.WEBAUTHN],
            totp=[each for each in factors if each.type == Authenticator.Type.TOTP],
            recovery=[each for each in factors if each.type == Authenticator.Type.RECOVERY_CODES],
            connections=user.socialaccount_set.all(),
            providers=bool(settings.SOCIALACCOUNT_PROVIDERS),
            sessions=[(each, device_name(each.user_agent)) for each in sessions.listed(user)],
            tokens=user.personal_tokens.order_by("pk"),
            **kwargs,
        )
