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


class DatabaseAway(ChatError):
    status = 503
    code = "database_away"
    headers = {"Retry-After": "3"}
    words = _("texter cannot reach its database right now. Try again in a moment.")


class NotInScope(NotAllowed):
    code = "not_in_scope"
    words = _("That token may not do this. Make one that may.")
