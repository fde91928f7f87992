"""What any door may answer, whatever was asked of it."""

from django.utils.translation import gettext_lazy as _


class ChatError(Exception):
    status = 400
    code = "invalid"
    words = _("That did not work.")
    headers: dict[str, str] = {}

    def __init__(self, words: str | None = None):
        self.words = words or self.words
        super().__init__(self.words)


class InvalidRequest(ChatError):
    words = _("That request makes no sense here.")


class NotAllowed(ChatError):
    status = 403
    code = "not_allowed"
    words = _("You can’t do that here.")


class SignedOut(ChatError):
    status = 401
    code = "signed_out"
    words = _("You were signed out. Sign in again to go on.")


class TooSlow(ChatError):
    status = 408
    code = "too_slow"
    words = _("That took too long.")


class HeadTooLong(ChatError):
    status = 431
    code = "head_too_long"
    words = _("That request says too much about itself.")


class NoRoomHere(ChatError):
    """This process has as many sockets as it carries; another one may have fewer."""

    status = 503
    code = "no_room_here"
    words = _("Too many people are connected right now. Try again in a moment.")
    headers = {"Retry-After": "5"}


class StartsAnew(ChatError):
    """This process is about to end; another one may be there already."""

    status = 503
    code = "starts_anew"
    words = _("texter starts anew. Try again in a moment.")
    headers = {"Retry-After": "1"}


class DatabaseAway(ChatError):
    status = 503
    code = "database_away"
    headers = {"Retry-After": "3"}
    words = _("texter cannot reach its database right now. Try again in a moment.")


class DiskFull(ChatError):
    """The database's. Whoever runs the site has to make room, and then it goes on by itself."""

    status = 507
    code = "disk_full"
    words = _("There is no space left here right now, so that was not kept. Try again later.")
    headers = {"Retry-After": "30"}


# What SQLite says, and what PostgreSQL does.
NO_SPACE = ("disk is full", "No space left on device")


def refusal_of(error: Exception) -> ChatError:
    """What to say of a database that failed."""
    return DiskFull() if any(words in str(error) for words in NO_SPACE) else DatabaseAway()


class NotInScope(NotAllowed):
    code = "not_in_scope"
    words = _("That token may not do this. Make one that may.")
