"""Signed tokens that name a session. As with sessions, a rotated SECRET_KEY does not end them.

allauth's own know the newest key only. The session's key stands in them encrypted: somebody who
finds a token in a log cannot make a cookie of it. With the SECRET_KEY, too: `reencrypt` does not
reach tokens, so ENCRYPTION_KEYS would end them as they change.
"""

import time
from typing import NamedTuple

import jwt
from cryptography.fernet import InvalidToken
from django.conf import settings

from accounts import encryption
from accounts.models import User

ACCESS, REFRESH, TICKET = "access", "refresh", "ticket"
LIFE = {ACCESS: 5 * 60, REFRESH: settings.SESSION_COOKIE_AGE, TICKET: 30}  # seconds
_ALGORITHM = "HS256"
_CLAIMS = ["exp", "jti", "sid", "sub", "token_use"]


class Claims(NamedTuple):
    user_id: str
    session_key: str
    jti: str


def make(use: str, user: User, session_key: str, jti: str) -> str:
    now = int(time.time())
    claims = {
        "token_use": use,
        "sub": str(user.pk),
        "sid": encryption.cipher(*_keys()).encrypt(session_key.encode()).decode(),
        "jti": jti,
        "iat": now,
        "exp": now + LIFE[use],
    }
    return jwt.encode(claims, _keys()[0], algorithm=_ALGORITHM)


def read(token: str, use: str) -> Claims | None:
    """What a token says; None where it is not ours, is over, or is for another use."""
    claims = next(filter(None, (_verified(token, key) for key in _keys())), None)
    if claims is None or claims["token_use"] != use:
        return None
    try:
        session_key = encryption.cipher(*_keys()).decrypt(claims["sid"]).decode()
    except (InvalidToken, TypeError):
        return None
    return Claims(claims["sub"], session_key, claims["jti"])


def _keys() -> list[str]:
    """Never the bare SECRET_KEY: what is signed for one purpose must not pass for another."""
    return [f"texter tokens {key}" for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _verified(token: str, key: str) -> dict | None:
    try:
        return jwt.decode(token, key, algorithms=[_ALGORITHM], options={"require": _CLAIMS})
    except (jwt.PyJWTError, ValueError, RecursionError):  # from a stranger it may be any text
        return None
