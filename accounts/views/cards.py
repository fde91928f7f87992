"""What the pages of the account card have in common."""

from allauth.account.internal.templatekit import get_entrance_context_data
from allauth.account.mixins import NextRedirectMixin, RedirectAuthenticatedUserMixin
from allauth.account.stages import LoginStage
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.views.generic import FormView

from accounts import phones
from accounts.policy import may_sign_up, refusal


class DressedForm:
    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context["form"].dress()
        return context


class AsksNumber:
    """A page with accounts.forms.phones.PhoneForm: the visitor's country is chosen already."""

    def get_form_kwargs(self) -> dict:
        home = phones.home_country(self.request.headers.get("Accept-Language", ""))
        return super().get_form_kwargs() | {"home": home}


class Entrance(DressedForm):
    """A page for people who are not in yet, with the ways to the other doors; on allauth's mixins."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        """A code under way binds nobody: they may take another door instead."""

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **get_entrance_context_data(self.request),
            next_url=self.get_next_url() or "",
            password_login_url=self.passthrough_next_url(reverse("account_password_login")),
            phone_login=settings.SMS != "off",
            refusal=None if may_sign_up(self.request) else refusal(),
            **kwargs,
        )


class EntranceView(Entrance, NextRedirectMixin, RedirectAuthenticatedUserMixin, FormView):
    success_url = None
