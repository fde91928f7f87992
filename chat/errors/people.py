"""Whom one may reach, and who may be where."""

from django.utils.translation import gettext_lazy as _

from chat.errors.base import ChatError, NotAllowed


class PersonNotFound(ChatError):
    """Somebody who left and somebody who never was look the same."""

    status = 404
    code = "person_not_found"
    words = _("There is nobody here by that name.")


class OutOfReach(NotAllowed):
    """Blocked, contacts only, gone: which of them is nobody's business."""

    words = _("You can’t write to this person directly.")


class AskNotFound(ChatError):
    status = 404
    code = "ask_not_found"
    words = _("Nobody waits for that answer any more.")


class Banned(ChatError):
    status = 403
    code = "banned"
    words = _("You were banned from this room.")


class BannedThere(ChatError):
    """Said to whoever keeps order there, and to nobody else."""

    status = 409
    code = "banned_there"
    words = _("They were banned from this room. Let them back in first.")
