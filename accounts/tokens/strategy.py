"""Short access tokens, and refresh tokens that are good once (allauth's JWT strategy)."""

from allauth.headless.tokens.strategies.jwt import JWTTokenStrategy, internal
from django.contrib.sessions.backends.base import SessionBase

from accounts import sessions
from accounts.allowances import Ceiling, Spent, spend

USE = Ceiling("use of a refresh token", 1, 86_400)


class TokenStrategy(JWTTokenStrategy):
    def refresh_token(self, refresh_token: str) -> tuple[str, str] | None:
        """A second use means that two have the token, and one stole it: its session ends for both.

        Counted in the database first: allauth notes the use in the session, where two at once both
        pass.
        """
        payload = internal.decode_token(refresh_token, "refresh")
        session = payload and internal.get_token_session(payload)
        if not session:
            return None
        if self._was_used(payload["jti"], session):
            sessions.end(session.session_key)
            return None
        return super().refresh_token(refresh_token)

    @staticmethod
    def _was_used(jti: str, session: SessionBase) -> bool:
        if jti not in internal.get_refresh_token_state(session):
            return True
        try:
            spend(USE, jti)
        except Spent:
            return True
        return False
