"""Access tokens of five minutes, and refresh tokens that are good once, for allauth's API."""

import secrets

from allauth.core.internal.httpkit import get_authorization_credential
from allauth.headless.tokens.strategies.sessions import SessionTokenStrategy
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest

from accounts import sessions
from accounts.models import User
from accounts.tokens import credentials, jwts, personal


class TokenStrategy(SessionTokenStrategy):
    def get_session_token(self, request: HttpRequest) -> str | None:
        """The session that a request is in: said outright, or named by its access token."""
        return super().get_session_token(request) or _session_key_of(
            get_authorization_credential(request, "Bearer") or ""
        )

    def create_access_token_payload(self, request: HttpRequest) -> dict[str, str]:
        # allauth saves and lists the session after it has answered, and unlists what is not saved.
        request.session.save()
        UserSession.objects.create_from_request(request)
        jti = secrets.token_hex(16)
        sessions.note_token(request.session, jti)
        access, refresh = _pair(request.user, request.session, jti)
        return {"access_token": access, "refresh_token": refresh}

    @transaction.atomic
    def refresh_token(self, refresh_token: str) -> tuple[str, str] | None:
        """A second use means that two have the token, and one stole it: its session ends for both."""
        claims = jwts.read(refresh_token, jwts.REFRESH)
        session = self.lookup_session(claims.session_key) if claims else None
        user = sessions.user_of(session) if session else None
        if user is None or str(user.pk) != claims.user_id:
            return None
        jti = secrets.token_hex(16)
        if not sessions.swap_token(session, claims.jti, jti):
            sessions.end(session.session_key)
            return None
        return _pair(user, session, jti)


def _session_key_of(credential: str) -> str | None:
    """A personal token has no session: with one, nobody changes how they sign in."""
    if credential.startswith(personal.PREFIX):
        return None
    holder = credentials.holder_of(credential)
    return holder and holder.session_key


def _pair(user: User, session: SessionBase, jti: str) -> tuple[str, str]:
    access = jwts.make(jwts.ACCESS, user, session.session_key, secrets.token_hex(16))
    return access, jwts.make(jwts.REFRESH, user, session.session_key, jti)
