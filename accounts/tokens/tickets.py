"""Tickets for sockets: what a browser's program shows in an address, where anybody may read it later.

Good for half a minute and once: the database counts how often one was shown.
"""

import secrets

from accounts import allowances, sessions
from accounts.allowances import Ceiling
from accounts.models import PersonalToken
from accounts.tokens import jwts
from accounts.tokens.credentials import Holder

SHOWN = Ceiling("socket_ticket", 1, 2 * jwts.LIFE[jwts.TICKET])


def make(holder: Holder) -> str:
    """A ticket for the same person, session and scope."""
    return jwts.make(jwts.TICKET, holder.user, holder.session_key, secrets.token_hex(16))


def holder_for(ticket: str) -> Holder | None:
    """Whose ticket it is, the first time that it is shown."""
    claims = jwts.read(ticket, jwts.TICKET)
    if claims is None:
        return None
    try:
        allowances.spend(SHOWN, claims.jti)
    except allowances.Spent:
        return None
    token = _token_of(claims.session_key)
    user = token.user if token else sessions.user_for(claims.session_key)
    is_theirs = user is not None and str(user.pk) == claims.user_id
    return Holder(user, claims.session_key, token) if is_theirs else None


def _token_of(session_key: str) -> PersonalToken | None:
    """The personal token that goes by this in place of a session."""
    tokens = PersonalToken.objects.standing().select_related("user")
    name, _, pk = session_key.rpartition(" ")
    is_one = name == "personal token" and pk.isascii() and pk.isdigit()
    return tokens.filter(pk=pk).first() if is_one else None
