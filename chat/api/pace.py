"""How much one person, or an address where nobody is signed in, asks of the API in a minute.

Counted in the cache: what has to hold exactly is counted in the database (accounts/allowances.py).
"""

import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from ninja.throttling import BaseThrottle

from accounts.api.problems import problem
from chat.errors import TooOften

GUARDED = "/api/v1/"
WINDOW = 60  # seconds


class PersonPace(BaseThrottle):
    """For whoever is let in; where nobody needs to be, the address is counted."""

    def allow_request(self, request: HttpRequest) -> bool:
        if not _is_in(request):
            return True
        return _count(f"person {request.user.pk}") <= settings.API_REQUESTS_A_MINUTE

    def wait(self) -> int:
        return _seconds_left()


class StrangerPace:
    """Whoever is not is counted by their address. Whoever shows a credential is looked at first: an
    address is shared, and one stranger there must not shut out the others. What was done is never
    answered as a refusal: it would be done again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(GUARDED):
            return self.get_response(request)
        if _is_for_anybody(request) or not _shows_something(request):
            return self.get_response(request) if _may_go_on(request) else _refusal()
        response = self.get_response(request)
        if _is_in(request) or _may_go_on(request) or response.status_code < 400:
            return response
        return _refusal()


def _is_in(request: HttpRequest) -> bool:
    return getattr(request, "auth", None) is not None


def _is_for_anybody(request: HttpRequest) -> bool:
    """Doors with a credential of their own."""
    path = request.path_info.removeprefix(GUARDED)
    return path == "token" or path == "hooks" or path.startswith("hooks/")


def _shows_something(request: HttpRequest) -> bool:
    has_cookie = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_cookie or bool(request.headers.get("Authorization"))


def _may_go_on(request: HttpRequest) -> bool:
    address = get_adapter().get_client_ip(request)
    return _count(f"address {address}") <= settings.API_REQUESTS_A_MINUTE


def _refusal() -> HttpResponse:
    error = TooOften(_seconds_left())
    refusal = problem(error.status, error.code, error.words)
    refusal.headers["Retry-After"] = error.headers["Retry-After"]
    return refusal


def _count(whose: str) -> int:
    key = _key(whose)
    cache.add(key, 0, 2 * WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # forgotten in between
        return 1


def _key(whose: str) -> str:
    return f"pace.{int(time.time()) // WINDOW}.{whose}".replace(" ", ".")


def _seconds_left() -> int:
    return WINDOW - int(time.time()) % WINDOW
