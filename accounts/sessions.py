"""Who a session belongs to, for requests and sockets alike.

Django's `get_user` gives a session that an old SECRET_KEY signed a new key in the middle of a page:
its open sockets lose their name, and a request under way at that moment is signed out. Channels'
own middleware ignores SECRET_KEY_FALLBACKS altogether. This one keeps the key.
"""

import hashlib
import time
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import User
from accounts.signals import rights_lost
from texter.prepared import Prepared

SEEN_EVERY = 10 * 60  # seconds
_SEEN = "seen_at"
_TOKEN = "refresh_token"
_engine = import_module(settings.SESSION_ENGINE)
_people = Prepared(
    lambda user_id: User.objects.filter(pk=user_id, is_active=True, is_bot=False), int
)


def user_for(session_key: str | None) -> User | None:
    """The active person signed in with the session of this key; None where nobody is."""
    return user_of(_engine.SessionStore(session_key)) if session_key else None


def stored(session_key: str | None) -> SessionBase:
    """The session of this key, to look into; an empty one where there is none."""
    return _engine.SessionStore(session_key)


def user_of(session: SessionBase) -> User | None:
    """The active person signed in with this session; None where nobody is, or a bot. Only looks."""
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = _people.first(int(session[SESSION_KEY]))
    return user if user and _verifies(user, session.get(HASH_SESSION_KEY, "")) else None


def renew(session: SessionBase, user: User) -> None:
    """Sign a session anew that an old SECRET_KEY signed, so that it outlives that key."""
    signature = user.get_session_auth_hash()
    if session[HASH_SESSION_KEY] != signature:
        session[HASH_SESSION_KEY] = signature


@transaction.atomic
def end(session_key: str) -> None:
    """Sign a session out, wherever it is: its page, its sockets and its tokens."""
    session = _engine.SessionStore(session_key)
    user = User.objects.filter(pk=session.get(SESSION_KEY)).first()
    session.delete()
    UserSession.objects.filter(session_key=session_key).delete()
    if user:
        rights_lost.send(sender=User, user=user, session_key=session_key)


def forget_all(user: User) -> None:
    """End every session of theirs, inside the transaction that takes the right to them."""
    rows = UserSession.objects.filter(user=user)
    Session.objects.filter(pk__in=rows.values("session_key")).delete()
    rows.delete()


def listed(user: User) -> list[UserSession]:
    """Where a person is signed in; forgets what is over.

    As allauth's `purge_and_list`, but that looks by Django's `get_user`, which ends a session that an
    old SECRET_KEY signed.
    """
    rows = UserSession.objects.filter(user=user)
    alive = [each for each in rows if user_for(each.session_key) == user]
    rows.exclude(pk__in=[each.pk for each in alive]).delete()
    return alive


def begin(session: SessionBase) -> None:
    session[_SEEN] = time.time()


def note_seen(request: HttpRequest, user: User) -> None:
    """For the list of sessions. When it was last noted stands in the session, so that looking is free.

    A session that is in no list could not be ended from there: it is put back.
    """
    session, now = request.session, time.time()
    if now - session.get(_SEEN, 0) < SEEN_EVERY:
        return
    session[_SEEN] = now
    rows = UserSession.objects.filter(session_key=session.session_key)
    if not rows.update(last_seen_at=timezone.now()):
        request.user = user
        UserSession.objects.create_from_request(request)


def note_token(session: SessionBase, jti: str) -> None:
    """Remember the one refresh token that is good for a session.

    It stands beside the session, not in it: a request that saves its session would bring back what
    another has meanwhile used.
    """
    UserSession.objects.filter(session_key=session.session_key).update(data={_TOKEN: jti})


def swap_token(session: SessionBase, used: str, following: str) -> bool:
    """Put another refresh token in the place of the one used. Of many at once, one succeeds."""
    listed = UserSession.objects.filter(
        session_key=session.session_key, **{f"data__{_TOKEN}": used}
    )
    if not listed.update(data={_TOKEN: following}, last_seen_at=timezone.now()):
        return False
    stored = session.model.objects.filter(session_key=session.session_key)
    stored.update(expire_date=session.get_expiry_date())
    return True


def _verifies(user: User, signature: str) -> bool:
    if constant_time_compare(signature, user.get_session_auth_hash()):
        return True
    return any(
        constant_time_compare(signature, old) for old in user.get_session_auth_fallback_hash()
    )


def fingerprint(session_key: str | None) -> str:
    """A session's name where the key itself must not be kept."""
    return hashlib.sha256(session_key.encode()).hexdigest() if session_key else ""
