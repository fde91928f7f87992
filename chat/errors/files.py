"""Files on their way into a room."""

from django.utils.translation import gettext_lazy as _

from chat.errors.base import ChatError

MEGABYTE = 2**20


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


class NoSpace(AttachmentRefused):
    """The disk is nearly full. Whoever runs the site has to make room."""

    status = 507
    code = "no_space"
    words = _("There is no space left for files here right now. Try again later.")
    headers = {"Retry-After": "600"}


class TooManyAtOnce(AttachmentRefused):
    status = 429
    code = "too_many_at_once"
    words = _("Several of your files are on their way already. Send this one after them.")
    headers = {"Retry-After": "10"}


class UploadTooLong(AttachmentRefused):
    """All files of a form together, with what stands around them."""

    status = 413
    code = "upload_too_long"

    def __init__(self, limit: int):
        words = _("That is too much at once. Up to %(limit)s MB can be sent together.")
        super().__init__(words % {"limit": limit // MEGABYTE})


class TooBusy(AttachmentRefused):
    """The pictures of others are being drawn; it is over in seconds."""

    status = 503
    code = "too_busy"
    words = _("Many pictures are coming in right now. Try again in a moment.")
    headers = {"Retry-After": "2"}
