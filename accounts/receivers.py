"""What accounts do when somebody signs in."""

from allauth.usersessions.models import UserSession
from allauth.usersessions.signals import on_user_logged_in

from accounts import sessions

__all__ = ["list_session", "note_login", "on_user_logged_in"]


def note_login(sender, *, request, user, **kwargs) -> None:
    """A session is seen when it begins, so that its first page has nothing to note."""
    sessions.begin(request.session)


def list_session(sender, *, request, user, **kwargs) -> None:
    """In place of allauth's own, which would end sessions that an old SECRET_KEY signed."""
    sessions.listed(user)
    UserSession.objects.create_from_request(request)
