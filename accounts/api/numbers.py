"""The number of somebody whose program is in: shown, and changed once it is proven."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.headless.account.response import PhoneNumbersResponse
from allauth.headless.base.response import AuthenticationResponse, ConflictResponse
from allauth.headless.base.views import AuthenticatedAPIView
from allauth.headless.internal.restkit.response import ErrorResponse
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from accounts import people, phones
from accounts.api.inputs import NumberInput
from accounts.api.views import refused_text, resent
from accounts.forms.codes import CodeForm
from accounts.forms.phones import NUMBER_TAKEN
from accounts.sms.errors import TextNotSent
from accounts.texted_codes import PhoneChange


class NumberView(AuthenticatedAPIView):
    input_class = {"POST": NumberInput}

    def get(self, request: HttpRequest) -> HttpResponse:
        number = phones.number_of(request.user)
        shown = [{"phone": number, "verified": True}] if number else []
        return PhoneNumbersResponse(request, shown)

    def post(self, request: HttpRequest) -> HttpResponse:
        raise_if_reauthentication_required(request, app="allauth.account")
        number = self.input.cleaned_data["phone"]
        try:
            PhoneChange.start(request, number)
        except TextNotSent as refusal:
            return refused_text(request, refusal)
        claimed = [{"phone": number, "verified": False}]
        return PhoneNumbersResponse(request, claimed, status=202)


class ChangeView(AuthenticatedAPIView):
    """`change`: the code under way in the program's session."""

    def handle(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.change = PhoneChange.resume(request)
        if self.change is None:
            return ConflictResponse(request)
        return super().handle(request, *args, **kwargs)


class ResendNumberCodeView(ChangeView):
    handle_json_input = False

    def post(self, request: HttpRequest) -> HttpResponse:
        return resent(request, self.change)


class ConfirmNumberView(ChangeView):
    input_class = {"POST": CodeForm}

    def get_input_kwargs(self) -> dict:
        return {"awaited": self.change}

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            self.change.finish()
        except people.NumberTaken:
            taken = ValidationError(NUMBER_TAKEN, code="phone_taken")
            return ErrorResponse(request, exception=taken, status=409)
        return AuthenticationResponse(request)
