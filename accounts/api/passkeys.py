"""The passkeys of somebody whose program is in."""

from allauth.headless.internal.restkit.response import ErrorResponse
from allauth.headless.mfa.views import ManageWebAuthnView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from accounts import ways


class PasskeysView(ManageWebAuthnView):
    """allauth's, which asks nobody whether the last way in may go."""

    def delete(self, request: HttpRequest) -> HttpResponse:
        keys = self.input.cleaned_data["authenticators"]
        lost = [ways.PASSKEY for each in keys if ways.is_passkey(each)]
        with ways.one_at_a_time(request.user):
            if lost and not ways.can_lose(request.user, *lost):
                refusal = ValidationError(ways.LAST_WAY, code="last_way")
                return ErrorResponse(request, exception=refusal, status=409)
            return super().delete(request)
