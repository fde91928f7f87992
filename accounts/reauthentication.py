"""Asking "is it you?": for how long what was sent waits for it, and by a text those who have a number
and nothing else, whom allauth lets pass unasked."""

import time
from typing import NamedTuple

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    STATE_SESSION_KEY,
    get_reauthentication_flows,
)
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from accounts import phones
from accounts.models import User

# Where it is asked.
PAGES = {
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "reauthenticate_by_text",
    "reauthenticate_by_code",
}
PATIENCE = 5 * 60  # seconds for which what was sent waits for the answer


def begin(session: SessionBase) -> None:
    """A question takes the place of the one before, and of what waited for it."""
    session.pop(STATE_SESSION_KEY, None)


def forget_stale(session: SessionBase) -> None:
    """What waited for too long, since it was first asked, is not done any more."""
    if waiting := session.pop(STATE_SESSION_KEY, None):
        waiting.setdefault("asked_at", time.time())
        if time.time() - waiting["asked_at"] <= PATIENCE:
            session[STATE_SESSION_KEY] = waiting


def is_by_text(user: User) -> bool:
    """Whether a text is the only way to ask this person."""
    if not user.is_authenticated or settings.SMS == "off" or get_reauthentication_flows(user):
        return False
    return phones.number_of(user) is not None


def has_proven(request: HttpRequest) -> bool:
    """Whether they showed a moment ago who they are, by coming in or since."""
    return _is_fresh(get_authentication_records(request, request.user))


def has_proven_in(session: SessionBase, user: User) -> bool:
    """The same for a session that no request brought as its own."""
    return _is_fresh(get_authentication_records(_Asking(session), user))


class _Asking(NamedTuple):
    """As much of a request as allauth looks at for its records."""

    session: SessionBase


def _is_fresh(records: list[dict]) -> bool:
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    return any(each["at"] > since for each in records)


def typed_code(request: HttpRequest, *, within: float) -> bool:
    """Whether this session typed a texted code in the last seconds."""
    records = get_authentication_records(request, request.user)
    since = time.time() - within
    return any(each["method"] == "code" and each["at"] > since for each in records)
