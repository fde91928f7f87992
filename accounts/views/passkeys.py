"""Signing in with a passkey; the pages that manage them are allauth's."""

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.http import HttpResponse


class PasskeyLoginView(LoginWebAuthnView):
    """allauth's, but it leads on to where the person was going."""

    def form_valid(self, form: LoginWebAuthnForm) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        return perform_passwordless_login(self.request, passkey, login)
