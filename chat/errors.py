"""What can be refused: a status, a code for programs, and words for the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

HOUR = 3_600  # seconds
MEGABYTE = 2**20


class ChatError(Exception):
    status = 400
    code = "invalid"
    words = _("That did not work.")
    headers: dict[str, str] = {}

    def __init__(self, words: str | None = None):
        self.words = words or self.words
        super().__init__(self.words)


class RoomNotFound(ChatError):
    """A room that is not there and one that is none of your business look the same."""

    status = 404
    code = "room_not_found"
    words = _("That room does not exist, or you are not in it.")


class MessageNotFound(ChatError):
    status = 404
    code = "message_not_found"
    words = _("That message does not exist.")


class ReplyGone(ChatError):
    """What was to be answered was deleted, or is a line that the room wrote by itself."""

    status = 409
    code = "reply_gone"
    words = _("The message you answer is gone. Send yours without it.")


class TooLate(ChatError):
    status = 410
    code = "too_late"
    words = _("It is too late to undo that.")


class InviteNotFound(ChatError):
    status = 404
    code = "invite_not_found"
    words = _(
        "That link has ended, or it is not yours. A link into a room ends when its maker leaves."
    )


class InviteGone(ChatError):
    """Expired, revoked, used up, never made: who holds the link is told the same."""

    status = 404
    code = "invite_gone"
    words = _("This invite link doesn’t work any more. Ask for a new one.")


class InvalidMessage(ChatError):
    status = 422
    code = "invalid_message"
    words = _("Write something first.")


class AttachmentNotFound(ChatError):
    """One that is not there, was deleted with its message, or was never theirs: all the same."""

    status = 404
    code = "attachment_not_found"
    words = _("That file does not exist.")


class AttachmentRefused(ChatError):
    """A file that cannot go with a message, or a message with these files."""

    status = 422
    code = "attachment_refused"
    words = _("That file cannot be sent.")


class AttachmentTooLarge(AttachmentRefused):
    status = 413
    code = "attachment_too_large"

    def __init__(self, limit: int, size: int):
        words = _("Files can be up to %(limit)s MB. This one is %(size)s MB.")
        # Rounded up: one that is a little too large is not said to be just right.
        super().__init__(words % {"limit": limit // MEGABYTE, "size": -(-size // MEGABYTE)})


class TooManyAttachments(AttachmentRefused):
    code = "too_many_attachments"

    def __init__(self, limit: int, count: int):
        words = _("A message can have up to %(limit)s files. This one has %(count)s.")
        super().__init__(words % {"limit": limit, "count": count})


class TooMuchWaiting(AttachmentRefused):
    status = 409
    code = "too_much_waiting"

    def __init__(self, count: int, size: int):
        words = _(
            "Up to %(count)s files, %(size)s MB together, can wait to be sent."
            " Send some of them first, or take them back."
        )
        super().__init__(words % {"count": count, "size": size // MEGABYTE})


class AttachmentGone(AttachmentRefused):
    """Taken back, sent already, or too old."""

    status = 409
    code = "attachment_gone"
    words = _("A file of this message is not there any more. Attach it again.")


class AttachmentConflict(ChatError):
    status = 409
    code = "attachment_conflict"
    words = _("A different file was already uploaded under this key.")


class TooBusy(AttachmentRefused):
    """The pictures of others are being drawn; it is over in seconds."""

    status = 503
    code = "too_busy"
    words = _("Many pictures are coming in right now. Try again in a moment.")
    headers = {"Retry-After": "2"}


class InvalidReaction(ChatError):
    status = 422
    code = "invalid_reaction"
    words = _("That is not one of the emoji that you can answer with.")


class InvalidRoom(ChatError):
    status = 422
    code = "invalid_room"
    words = _("Give the room a name.")


class NotAllowed(ChatError):
    status = 403
    code = "not_allowed"
    words = _("You can’t do that here.")


class NotInScope(NotAllowed):
    code = "not_in_scope"
    words = _("That token may not do this. Make one that may.")


class OutOfReach(NotAllowed):
    """Blocked, contacts only, gone: which of them is nobody's business."""

    words = _("You can’t write to this person directly.")


class ClientIdConflict(ChatError):
    status = 409
    code = "client_id_conflict"
    words = _("A different message was already sent under this client_id.")


class LastOwner(ChatError):
    status = 409
    code = "last_owner"
    words = _("You are the only owner of this room. Hand it over before you leave.")


class RoomFull(ChatError):
    status = 409
    code = "room_full"

    def __init__(self, limit: int):
        words = ngettext(
            "This room is full (%(limit)s person).", "This room is full (%(limit)s people).", limit
        )
        super().__init__(words % {"limit": limit})


class RoomArchived(ChatError):
    status = 409
    code = "room_archived"
    words = _("This room is archived. It can be read, and nothing more is said in it.")


class TooManyOfThem(ChatError):
    """A limit by number, which whoever raises it names."""

    status = 409
    code = "too_many"


class Banned(ChatError):
    status = 403
    code = "banned"
    words = _("You were banned from this room.")


class BannedThere(ChatError):
    """Said to whoever keeps order there, and to nobody else."""

    status = 409
    code = "banned_there"
    words = _("They were banned from this room. Let them back in first.")


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


class InvalidRequest(ChatError):
    words = _("That request makes no sense here.")


class SignedOut(ChatError):
    status = 401
    code = "signed_out"
    words = _("You were signed out. Sign in again to go on.")


class DatabaseAway(ChatError):
    status = 503
    code = "database_away"
    words = _("texter cannot reach its database right now. Try again in a moment.")


class PersonNotFound(ChatError):
    """Somebody who left and somebody who never was look the same."""

    status = 404
    code = "person_not_found"
    words = _("There is nobody here by that name.")


class AskNotFound(ChatError):
    status = 404
    code = "ask_not_found"
    words = _("Nobody waits for that answer any more.")


class TooOften(ChatError):
    """A ceiling was reached; it renews in so many seconds."""

    status = 429
    code = "too_often"

    def __init__(self, seconds: int):
        self.headers = {"Retry-After": str(seconds)}
        super().__init__(_try_again(seconds))


class TooFast(ChatError):
    """More messages at once than one person writes into a room; it goes on in so many seconds."""

    status = 429
    code = "too_fast"

    def __init__(self, seconds: int):
        self.headers = {"Retry-After": str(seconds)}
        super().__init__(self._words_for(seconds))

    def _words_for(self, seconds: int) -> str:
        words = ngettext(
            "That was a lot at once. You can go on in %(count)s second.",
            "That was a lot at once. You can go on in %(count)s seconds.",
            seconds,
        )
        return words % {"count": seconds}


class SlowMode(TooFast):
    code = "slow_mode"

    def _words_for(self, seconds: int) -> str:
        words = ngettext(
            "This room is in slow mode. You can write again in %(count)s second.",
            "This room is in slow mode. You can write again in %(count)s seconds.",
            seconds,
        )
        return words % {"count": seconds}


def _try_again(seconds: int) -> str:
    if seconds <= HOUR:
        minutes = -(-seconds // 60)
        words = ngettext(
            "That is enough for now. Try again in %(count)s minute.",
            "That is enough for now. Try again in %(count)s minutes.",
            minutes,
        )
        return words % {"count": minutes}
    hours = -(-seconds // HOUR)
    words = ngettext(
        "That is enough for now. Try again in %(count)s hour.",
        "That is enough for now. Try again in %(count)s hours.",
        hours,
    )
    return words % {"count": hours}
