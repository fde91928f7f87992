"""Whose a credential is, be it an access token or a personal one."""

from typing import NamedTuple

from accounts import sessions
from accounts.models import PersonalToken, User
from accounts.tokens import jwts, personal


class Holder(NamedTuple):
    """Who stands behind a credential. Sockets opened with it close when this session ends. `token`:
    the personal one; None where somebody signed in."""

    user: User
    session_key: str
    token: PersonalToken | None = None

    def may(self, scope: str) -> bool:
        """Whether what needs this scope of a personal token can be done."""
        return self.token is None or self.token.may(scope)


def user_for_credential(text: str) -> User | None:
    """The active person whose credential this is; None where it is nobody's, or no longer good."""
    holder = holder_of(text)
    return holder and holder.user


def holder_of(text: str) -> Holder | None:
    if text.startswith(personal.PREFIX):
        token = personal.token_for(text)
        return Holder(token.user, token.session_key, token) if token else None
    claims = jwts.read(text, jwts.ACCESS)
    user = sessions.user_for(claims.session_key) if claims else None
    is_theirs = user is not None and str(user.pk) == claims.user_id
    return Holder(user, claims.session_key) if is_theirs else None
