"""Who asks, and in which language they are answered."""

from collections.abc import Callable

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from accounts import reauthentication, sessions
from accounts.models import User

NEVER_KEPT = {"delete_account", "hand_over_site", "account_set_password"}


class Authentication(AuthenticationMiddleware):
    """Django's, but a session keeps its key when the SECRET_KEY is rotated (promise P28)."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(lambda: _user_of(request))


class Language:
    """Answers people in the language they chose, or in the site's. A stranger's browser chooses,
    in Django's own middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = _language_of(request)
        if language is None:
            return self.get_response(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class Reauthentication:
    """What was sent when "Is it you?" came between is done afterwards, if that is at once.

    allauth keeps it in the session for as long as that lives, and does it whenever the page is asked
    for again. What cannot be undone, and a new password, is not kept at all: its page asks first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if request.resolver_match.url_name in reauthentication.PAGES:
            reauthentication.forget_stale(request.session)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReauthenticationRequired):
            return None
        reauthentication.begin(request.session)
        if request.method == "POST" and request.resolver_match.url_name in NEVER_KEPT:
            return HttpResponseRedirect(request.get_full_path())
        return None


def _user_of(request: HttpRequest) -> User | AnonymousUser:
    user = sessions.user_of(request.session)
    if user is None:
        return AnonymousUser()
    sessions.renew(request.session, user)
    sessions.note_seen(request, user)
    return user


def _language_of(request: HttpRequest) -> str | None:
    """A code of settings.LANGUAGES; None where there is nobody, or nothing to choose."""
    if len(settings.LANGUAGES) < 2:
        return None
    try:
        if not request.user.is_authenticated:
            return None
    except (DatabaseError, InterfaceError):
        return None  # The view asks again, and the person is told in words.
    chosen = request.user.language
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
