"""What is said, and what is said to it."""

from django.utils.translation import gettext_lazy as _

from chat.errors.base import ChatError


class MessageNotFound(ChatError):
    status = 404
    code = "message_not_found"
    words = _("That message does not exist.")


class InvalidMessage(ChatError):
    status = 422
    code = "invalid_message"
    words = _("Write something first.")


class ReplyGone(ChatError):
    """What was to be answered was deleted, or is a line that the room wrote by itself."""

    status = 409
    code = "reply_gone"
    words = _("The message you answer is gone. Send yours without it.")


class ClientIdConflict(ChatError):
    status = 409
    code = "client_id_conflict"
    words = _("A different message was already sent under this client_id.")


class TooLate(ChatError):
    status = 410
    code = "too_late"
    words = _("It is too late to undo that.")


class InvalidReaction(ChatError):
    status = 422
    code = "invalid_reaction"
    words = _("That is not one of the emoji that you can answer with.")


class ReceiptsOff(ChatError):
    status = 403
    code = "receipts_off"
    words = _("You have turned receipts off.")


class TooManyForReceipts(ChatError):
    status = 409
    code = "too_many_for_receipts"

    def __init__(self, limit: int):
        super().__init__(
            _("Rooms of more than %(limit)s people keep no receipts.") % {"limit": limit}
        )
