"""Who a session cookie belongs to, for sockets.

Channels' own middleware ignores SECRET_KEY_FALLBACKS and flushes a session it cannot verify, and
Django's `get_user` renews one that an old key signed, which a socket cannot pass on as a cookie.
This one only looks.
"""

import hashlib
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from accounts.models import User

_engine = import_module(settings.SESSION_ENGINE)


def user_for(session_key: str | None) -> User | None:
    """The active person signed in with this session; None where nobody is."""
    if not session_key:
        return None
    session = _engine.SessionStore(session_key)
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = User.objects.filter(pk=session.get(SESSION_KEY), is_active=True).first()
    return user if user and _verifies(user, session.get(HASH_SESSION_KEY, "")) else None


def _verifies(user: User, signature: str) -> bool:
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(signature, known) for known in hashes)


def fingerprint(session_key: str | None) -> str:
    """A session's name where the key itself must not be kept."""
    return hashlib.sha256(session_key.encode()).hexdigest() if session_key else ""
