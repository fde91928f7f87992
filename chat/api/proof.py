"""Whether it is still them: asked before what cannot be undone, and before what lasts."""

from django.http import HttpRequest

from accounts import sessions
from accounts.reauthentication import has_proven_in
from chat.errors import ProofNeeded


def check_proof(request: HttpRequest) -> None:
    """Whoever signed in a moment ago may go on. A personal token has no session to ask, so it is the
    scope that says how far it is trusted."""
    holder = request.holder
    session = sessions.stored(None if holder.token else holder.session_key)
    if not has_proven_in(session, request.user):
        raise ProofNeeded
