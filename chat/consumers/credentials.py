"""Whose program opens a socket: the first credential that it shows decides."""

from collections.abc import Iterator
from urllib.parse import parse_qs

from django.conf import settings

from accounts import sessions
from accounts.tokens import Holder, holder_of, tickets
from chat.consumers.origins import is_own_origin

BEARER = "bearer"
SCHEMES = {"bearer", "token"}


def holder_in(scope: dict) -> Holder | None:
    """Looks in the database; a ticket is used up by it."""
    query = parse_qs(scope["query_string"].decode("latin1"))
    if token := next(_tokens(scope), ""):
        return holder_of(token)
    if ticket := query.get("ticket"):
        return tickets.holder_for(ticket[0])
    if token := query.get("token"):
        return holder_of(token[0])
    return _holder_of_cookie(scope)


def _tokens(scope: dict) -> Iterator[str]:
    """By header, then by subprotocol, which is all that a browser can send."""
    header = dict(scope["headers"]).get(b"authorization", b"").decode("latin1")
    scheme, _, token = header.partition(" ")
    if scheme.lower() in SCHEMES:
        yield token.strip() or "none"
    if BEARER in scope["subprotocols"]:
        yield next((each for each in scope["subprotocols"] if each != BEARER), "none")


def _holder_of_cookie(scope: dict) -> Holder | None:
    """A browser sends it along for any page, so that it has to be one of ours."""
    session_key = scope["cookies"].get(settings.SESSION_COOKIE_NAME)
    if not session_key or not is_own_origin(scope):
        return None
    user = sessions.user_for(session_key)
    return Holder(user, session_key) if user else None
