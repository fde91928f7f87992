"""Who asks."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts import sessions
from accounts.models import User


class Authentication(AuthenticationMiddleware):
    """Django's, but a session keeps its key when the SECRET_KEY is rotated (promise P28)."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(lambda: _user_of(request))


def _user_of(request: HttpRequest) -> User | AnonymousUser:
    user = sessions.user_of(request.session)
    if user is None:
        return AnonymousUser()
    sessions.renew(request.session, user)
    sessions.note_seen(request.session)
    return user
