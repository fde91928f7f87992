"""Addresses that programs prove for their people: by a code before they are in, by a link after."""

from allauth.account.adapter import get_adapter
from allauth.headless.account import views as account_views
from allauth.headless.base.response import (
    AuthenticationResponse,
    ConflictResponse,
    ForbiddenResponse,
)
from allauth.headless.base.views import APIView
from allauth.headless.internal.restkit.response import APIResponse, ErrorResponse
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts.api.inputs import AddressInput, MailedCodeInput
from accounts.mailed_codes import MailedCode, MailNotSent


def refused_mail(request: HttpRequest, refusal: MailNotSent) -> HttpResponse:
    words = ValidationError(refusal.words, code="mail_not_sent")
    return ErrorResponse(request, exception=words, status=429)


class AwaitsMail(APIView):
    """`awaited`: the code under way in the program's session."""

    def handle(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        self.awaited = MailedCode.resume(request)
        if self.awaited is None:
            return ConflictResponse(request)
        return super().handle(request, *args, **kwargs)


class ConfirmCodeView(AwaitsMail):
    input_class = {"POST": MailedCodeInput}

    def get_input_kwargs(self) -> dict:
        return {"awaited": self.awaited}

    def post(self, request: HttpRequest) -> HttpResponse:
        response = self.awaited.finish()
        if response is None:
            taken = get_adapter().validation_error("email_taken")
            return ErrorResponse(request, exception=taken, status=409)
        return AuthenticationResponse.from_response(request, response)


class ResendCodeView(AwaitsMail):
    handle_json_input = False

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.awaited.can_resend:
            return ConflictResponse(request)
        try:
            self.awaited.resend()
        except MailNotSent as refusal:
            return refused_mail(request, refusal)
        return APIResponse(request)


class ChangeAddressView(AwaitsMail):
    input_class = {"POST": AddressInput}

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            self.awaited.change(self.input.cleaned_data["email"])
        except MailNotSent as refusal:
            return refused_mail(request, refusal)
        return AuthenticationResponse(request)


class VerifyEmailView(account_views.VerifyEmailView):
    """As on the page: only the account that claims an address makes the claim good."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if _may_wait(request):
            return ConfirmCodeView.as_view(client=self.client)(request)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.input.verification.email_address.user_id != request.user.pk:
            return ForbiddenResponse(request)
        return super().post(request)


class AddressesView(account_views.ManageEmailView):
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if _may_wait(request) and request.method == "POST":
            return ChangeAddressView.as_view(client=self.client)(request)
        return super().dispatch(request, *args, **kwargs)


def _may_wait(request: HttpRequest) -> bool:
    """Whether a code may be awaited: by somebody who is not in."""
    return settings.EMAIL_REQUIRED and not request.user.is_authenticated
