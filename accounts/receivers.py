"""What accounts do when somebody signs in, by whichever door."""

from accounts import sessions
from accounts.arrivals import take_carried_invite


def note_login(sender, *, request, user, **kwargs) -> None:
    """A session is seen when it begins, so that its first page has nothing to note."""
    sessions.begin(request.session)


def follow_invite(sender, *, request, user, **kwargs) -> None:
    take_carried_invite(session=request.session, user=user)
