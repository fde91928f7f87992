"""Passkeys: signing in with one, proving oneself with one; listed, added, removed."""

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login, signup_authenticator
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ListWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts import ways
from accounts.forms.factors import AddPasskeyForm


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


class NewPasskeyView(AddWebAuthnView):
    """allauth's, but it hands out recovery codes for no passkey: no other door asks for one."""

    def form_valid(self, form: AddPasskeyForm) -> HttpResponse:
        user, fields = self.request.user, form.cleaned_data
        if not fields["passwordless"]:
            return super().form_valid(form)
        signup_authenticator(self.request, user, fields["name"], fields["credential"])
        get_account_adapter().send_notification_mail("mfa/email/webauthn_added", user)
        return HttpResponseRedirect(reverse("settings_security"))


class PasskeysView(ListWebAuthnView):
    def get_context_data(self, **kwargs) -> dict:
        """`stays`: the one that cannot be removed, being the only way in."""
        is_last = not ways.can_lose(self.request.user, ways.PASSKEY)
        stays = [each.pk for each in self.object_list if is_last and ways.is_passkey(each)]
        return super().get_context_data(stays=stays, **kwargs)


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
