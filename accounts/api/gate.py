"""What stands before allauth's API, which takes bodies apart without much care."""

from collections.abc import Callable

from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from accounts import passkeys
from accounts.api.bodies import BadBody, fields_of
from accounts.api.refusals import in_words
from accounts.forms.factors import NO_PASSKEY

GUARDED = "/api/auth/"
ENDED = _("You were signed out. Sign in again to go on.")


class SoundBodies:
    """Let no refusal go out without words. Refuse a body that is no JSON object, or holds no passkey where one belongs, in allauth's
    shape; from there it would be a failure."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_guarded(request):
            return self.get_response(request)
        return in_words(self._answer(request))

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "GET":
            return self.get_response(request)
        try:
            credential = fields_of(request).get("credential")
        except BadBody as refusal:
            return _refused(refusal.status, refusal.code, refusal.words)
        if credential and not passkeys.is_sound(credential):
            return _refused(400, "incorrect_code", NO_PASSKEY)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Somebody signed out while a program of theirs was still asking."""
        if not (isinstance(error, UpdateError) and _is_guarded(request)):
            return None
        # allauth leaves the program's session behind, which would be saved as the browser's.
        request.session = type(request.session)()
        return _refused(410, "session_ended", ENDED)


def _is_guarded(request: HttpRequest) -> bool:
    return request.path_info.startswith(GUARDED)


def _refused(status: int, code: str, words: str) -> HttpResponse:
    errors = [{"message": str(words), "code": code}]
    return JsonResponse({"status": status, "errors": errors}, status=status)
