"""Where programs sign in otherwise than allauth has it."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.account.internal.constants import LoginStageKey
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.internal.flows.signup import complete_signup
from allauth.account.stages import LoginStageController
from allauth.headless.account import views as account_views
from allauth.headless.base.response import (
    AuthenticationResponse,
    ConflictResponse,
    ForbiddenResponse,
)
from allauth.headless.base.views import APIView
from allauth.headless.internal.restkit.response import APIResponse, ErrorResponse
from allauth.headless.mfa import views as mfa_views
from allauth.headless.socialaccount import views as socialaccount_views
from allauth.headless.tokens.views import RefreshTokenView
from allauth.headless.usersessions import views as usersessions_views
from allauth.headless.usersessions.response import SessionsResponse
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import arrivals, people, proofs, sessions
from accounts.api.inputs import (
    CodeInput,
    FactorProofInput,
    LinkInput,
    LoginInput,
    NumberInput,
    PasswordInput,
    SecondStepInput,
    SignupInput,
    VoucherInput,
)
from accounts.api.refusals import signup_closed
from accounts.sms.errors import TextNotSent
from accounts.texted_codes import PhoneDoor, TextedCode

WORN = _("That refresh token is no good any more. Sign in again.")


def refused_text(request: HttpRequest, refusal: TextNotSent) -> HttpResponse:
    words = ValidationError(refusal.words, code="text_not_sent")
    return ErrorResponse(request, exception=words, status=429)


def resent(request: HttpRequest, texted: TextedCode) -> HttpResponse:
    if not texted.can_resend:
        return ConflictResponse(request)
    try:
        texted.resend()
    except TextNotSent as refusal:
        return refused_text(request, refusal)
    return APIResponse(request)


class RequestCodeView(APIView):
    """The page's door: a number goes in, a code goes out, and nobody is looked up."""

    input_class = {"POST": NumberInput}

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return ConflictResponse(request)
        try:
            PhoneDoor.open(request, self.input.cleaned_data["phone"])
        except TextNotSent as refusal:
            return refused_text(request, refusal)
        return AuthenticationResponse(request)


class DoorView(APIView):
    """`door`: the code under way in the program's session."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        stage = LoginStageController.enter(request, LoginStageKey.LOGIN_BY_CODE)
        self.door = PhoneDoor.resume(stage) if stage else None
        if self.door is None:
            return ConflictResponse(request)
        return super().dispatch(request, *args, **kwargs)


class ResendCodeView(DoorView):
    handle_json_input = False

    def post(self, request: HttpRequest) -> HttpResponse:
        return resent(request, self.door)


class ConfirmCodeView(DoorView):
    input_class = {"POST": CodeInput}

    def get_input_kwargs(self) -> dict:
        return {"awaited": self.door}

    def post(self, request: HttpRequest) -> HttpResponse:
        response = self.door.finish(None)
        if response is None:
            return self._let_newcomer_in()
        return AuthenticationResponse.from_response(request, response)

    def _let_newcomer_in(self) -> HttpResponse:
        """The code was right, and the number nobody's."""
        request, number = self.request, self.door.number
        proofs.forget(request.session)
        if not get_adapter().is_open_for_signup(request):
            return signup_closed(request)
        name = people.name_of(self.input.cleaned_data["name"])
        try:
            user = arrivals.admit_number(session=request.session, name=name, number=number)
        except people.NumberTaken:
            return ConflictResponse(request)
        except arrivals.SignupClosed:
            return signup_closed(request)
        record_authentication(request, user, method="code", phone=number)
        response = complete_signup(request, user=user)
        return AuthenticationResponse.from_response(request, response)


class LoginView(account_views.LoginView):
    input_class = {"POST": LoginInput}


class LinkView(account_views.RequestPasswordResetView):
    input_class = LinkInput


class SecondStepView(mfa_views.AuthenticateView):
    input_class = SecondStepInput


class FactorProofView(mfa_views.ReauthenticateView):
    input_class = FactorProofInput


class SignupView(account_views.SignupView):
    input_class = {"POST": SignupInput}

    def post(self, request: HttpRequest) -> HttpResponse:
        """The input saw a free username; of two who send it at once, one is told no."""
        if not get_adapter().is_open_for_signup(request):
            return signup_closed(request)
        try:
            return super().post(request)
        except IntegrityError:
            self.input.full_clean()
            if self.input.is_valid():
                raise
            return self.handle_invalid_input(self.input)
        except arrivals.SignupClosed:
            return signup_closed(request)


class ProviderTokenView(socialaccount_views.ProviderTokenView):
    input_class = {"POST": VoucherInput}

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            return super().post(request)
        except PermissionDenied:  # nobody is in, to connect it to
            return ForbiddenResponse(request)


class PasswordView(account_views.ChangePasswordView):
    """allauth's asks for the password there is; who has none is asked for something else."""

    input_class = PasswordInput

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_usable_password():
            raise_if_reauthentication_required(request, app="allauth.account")
        return super().post(request)


class SessionsView(usersessions_views.SessionsView):
    """allauth ends sessions in silence; here their sockets close, too."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return SessionsResponse(request, sessions.listed(request.user))

    def delete(self, request: HttpRequest) -> HttpResponse:
        own_key = request.session.session_key
        keys = {each.session_key for each in self.input.cleaned_data["sessions"]}
        for key in keys - {own_key}:
            sessions.end(key)
        if own_key not in keys:
            return self.get(request)
        get_adapter().logout(request)
        return AuthenticationResponse(request)


class RefreshView(RefreshTokenView):
    def post(self, request: HttpRequest) -> HttpResponse:
        response = super().post(request)
        if response.status_code != HTTPStatus.BAD_REQUEST:
            return response
        worn = ValidationError(WORN, code="invalid_refresh_token")
        return ErrorResponse(request, exception=worn)
