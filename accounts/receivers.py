"""What accounts do when somebody signs in."""

from accounts import sessions


def note_login(sender, *, request, user, **kwargs) -> None:
    """A session is seen when it begins, so that its first page has nothing to note."""
    sessions.begin(request.session)
