"""Tickets for a socket, for programs that can send no header there: good once, for half a minute.

An address stands in logs and histories; what was used up is no use to whoever finds it there.
"""

import secrets

from accounts import sessions
from accounts.allowances import Ceiling, Spent, spend
from accounts.models import PersonalToken
from accounts.tokens import jwts
from accounts.tokens.credentials import Holder

SECONDS = jwts.LIFE[jwts.TICKET]
# Counted in the database, which every process asks; kept for longer than a ticket is good.
USES = Ceiling("ticket", 1, 4 * SECONDS)


def make(holder: Holder) -> str:
    """A ticket for whatever the holder's credential opens."""
    return jwts.make(jwts.TICKET, holder.user, holder.session_key, secrets.token_hex(16))


def holder_for(ticket: str) -> Holder | None:
    """Whose it is, and it is used up; None where it is no good, or they lost the right meanwhile."""
    claims = jwts.read(ticket, jwts.TICKET)
    if claims is None:
        return None
    try:
        spend(USES, claims.jti)
    except Spent:
        return None
    holder = _holder_of(claims.session_key)
    return holder if holder and str(holder.user.pk) == claims.user_id else None


def _holder_of(session_key: str) -> Holder | None:
    tokens = PersonalToken.objects.standing().of_session(session_key)
    if token := tokens.select_related("user").first():
        return Holder(token.user, session_key, token)
    user = sessions.user_for(session_key)
    return Holder(user, session_key) if user else None
