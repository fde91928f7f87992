"""Passkeys: signing in with one, proving oneself with one, removing one. Adding is allauth's."""

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import (
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts import ways


class PasskeyLoginView(LoginWebAuthnView):
    """allauth's, but it leads on to where the person was going."""

    def form_valid(self, form: LoginWebAuthnForm) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        return perform_passwordless_login(self.request, passkey, login)

    def form_invalid(self, form: LoginWebAuthnForm) -> HttpResponse:
        _say_what_is_wrong(self.request, form)
        url = passthrough_next_redirect_url(self.request, reverse("account_login"), "next")
        return HttpResponseRedirect(url)


class PasskeyProofView(ReauthenticateWebAuthnView):
    """allauth's, but who fails may try again."""

    def form_invalid(self, form: AuthenticateWebAuthnForm) -> HttpResponse:
        _say_what_is_wrong(self.request, form)
        return HttpResponseRedirect(self.passthrough_next_url(self.request.path))


class PasskeyRemovalView(RemoveWebAuthnView):
    """allauth's, which asks nobody whether the last way in may go."""

    def form_valid(self, form: Form) -> HttpResponse:
        with ways.one_at_a_time(self.request.user):
            if get_adapter().can_delete_authenticator(self.object):
                return super().form_valid(form)
        messages.error(self.request, ways.LAST_WAY)
        return HttpResponseRedirect(self.get_success_url())


def _say_what_is_wrong(request: HttpRequest, form: Form) -> None:
    for words in form.errors.get("credential", []):
        messages.error(request, words)
