"""Who asks: an access token, a personal token, or the session of a browser with its CSRF proof."""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from accounts.models import PersonalToken, User
from accounts.tokens import Holder, holder_of
from chat.errors import NotInScope

Scope = PersonalToken.Scope
SCHEMES = {"bearer", "token"}
SAFE = {"GET", "HEAD", "OPTIONS"}


class ProgramToken(HttpBearer):
    """`Authorization: Bearer …`, or `Token …`. A personal token does what its scope lets it.

    Who stands behind a credential is the request's `user`, and its `holder` with the session.
    """

    def __init__(self, scope: str | None = None):
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> User | None:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, text.strip()) if scheme.lower() in SCHEMES else None

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        holder = holder_of(token)
        if holder is None:
            return None
        needed = self.scope or (Scope.READ if request.method in SAFE else Scope.WRITE)
        if not holder.may(needed):
            raise NotInScope
        request.user, request.holder = holder.user, holder
        return holder.user


class BrowserSession(APIKeyCookie):
    """The cookie of somebody who is signed in on the pages; what changes anything proves its page."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> User | None:
        """Whoever is nobody here is told to sign in, and not that a proof is missing."""
        return super().__call__(request) if request.user.is_authenticated else None

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        if not request.user.is_authenticated:
            return None
        request.holder = Holder(request.user, request.session.session_key)
        return request.user


def credentials(scope: str | None = None) -> list:
    """What an endpoint takes. `scope` is what a personal token needs there; without one, `read` for
    looking and `write` for everything else."""
    return [ProgramToken(scope), BrowserSession()]
