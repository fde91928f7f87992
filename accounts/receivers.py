"""What accounts do when somebody signs in, by whichever door."""

from allauth.usersessions.models import UserSession
from allauth.usersessions.signals import on_user_logged_in

from accounts import proofs, sessions
from accounts.arrivals import take_carried_invite

__all__ = ["list_session", "note_login", "on_user_logged_in"]


def note_login(sender, *, request, user, **kwargs) -> None:
    """A session is seen when it begins, so that its first page has nothing to note."""
    sessions.begin(request.session)
    proofs.forget(request.session)


def follow_invite(sender, *, request, user, **kwargs) -> None:
    take_carried_invite(session=request.session, user=user)


def list_session(sender, *, request, user, **kwargs) -> None:
    """In place of allauth's own, which would end sessions that an old SECRET_KEY signed."""
    # Until it is saved with its person in it, whoever looks at the list takes it for dead.
    request.session.save()
    sessions.listed(user)
    UserSession.objects.create_from_request(request)
