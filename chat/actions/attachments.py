"""Files that go with messages: uploaded first, and bound to a message when it is sent."""

import secrets
from collections.abc import Sequence
from uuid import UUID, uuid5

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Sum

from accounts.allowances import Ceiling, spend
from accounts.models import User
from chat import uploads
from chat.actions.standing import standing
from chat.discarding import discard
from chat.errors import (
    AttachmentConflict,
    AttachmentGone,
    AttachmentNotFound,
    NoSpace,
    RoomArchived,
    TooMuchWaiting,
)
from chat.models import Attachment, Membership, Message
from chat.rights import check_writer
from chat.uploads import Prepared
from texter import disk

UPLOADS = Ceiling("upload", settings.UPLOADS_AN_HOUR, 3_600)
# In kB, rounded up: a number of bytes would outgrow its column.
UPLOADED = Ceiling("uploaded kB", settings.UPLOADED_MEGABYTES_A_DAY * 1024, 86_400)


def upload_attachment(*, membership: Membership, key: UUID, file: UploadedFile) -> Attachment:
    """Take a file in; it waits for the message that it goes with.

    A repeated `key` gives the first attachment again and changes nothing; of somebody else, of
    another room or with another file it raises AttachmentConflict. Raises AttachmentRefused in words
    that name the limit, NoSpace, TooBusy, RoomArchived and Spent.
    """
    if membership.room.is_archived:
        raise RoomArchived
    uploads.check_size(file)
    digest = uploads.digest_of(file)
    if first := _uploaded(membership, key, digest):
        return first
    if disk.is_nearly_full():
        raise NoSpace
    _check_waiting(membership.user_id, file.size or 0)
    _count(membership.user_id, file.size or 0)
    with uploads.prepared(file) as upload:
        return _keep(membership, key, digest, upload)


@transaction.atomic
def _count(user_id: int, size: int) -> None:
    spend(UPLOADS, str(user_id))
    spend(UPLOADED, str(user_id), -(-size // 1024))


def upload_beside(
    *, membership: Membership, client_id: UUID, files: Sequence[UploadedFile]
) -> list[Attachment]:
    """Take in the files that come together with what is said. The same ones sent twice get the same
    keys, and so make no second message."""
    return [
        upload_attachment(membership=membership, key=uuid5(client_id, str(place)), file=file)
        for place, file in enumerate(files)
    ]


def _uploaded(membership: Membership, key: UUID, digest: str) -> Attachment | None:
    first = Attachment.objects.filter(key=key).first()
    if first is None:
        return None
    place = (first.uploader_id, first.room_id)
    if place != (membership.user_id, membership.room_id) or not first.was_made_of(digest):
        raise AttachmentConflict
    return first


def _keep(membership: Membership, key: UUID, digest: str, upload: Prepared) -> Attachment:
    """The files come first, as a bucket may be slow: no transaction waits for it."""
    attachment = Attachment(room=membership.room, uploader=membership.user, key=key, **upload.facts)
    # Two that upload the same at once have files of their own: the loser's are thrown away.
    mark = f"-{digest}-{secrets.token_hex(4)}"
    try:
        for name, file in upload.files.items():
            getattr(attachment, name).save(f"{mark}-{name}", file, save=False)
        _add(attachment, membership)
    except BaseException as error:
        discard(attachment.file_names)
        first = isinstance(error, IntegrityError) and _uploaded(membership, key, digest)
        if not first:
            raise
        return first
    return attachment


@transaction.atomic
def _add(attachment: Attachment, membership: Membership) -> None:
    """One by one for each person, so that the bounds are never passed; the room comes before them."""
    standing(room=membership.room, user=membership.user, check=check_writer)
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    _check_waiting(membership.user_id, attachment.size)
    attachment.save(force_insert=True)


def _check_waiting(user_id: int, size: int) -> None:
    waiting = Attachment.objects.waiting().filter(uploader=user_id)
    total = waiting.aggregate(total=Sum("size"))["total"] or 0
    is_full = waiting.count() >= settings.WAITING_ATTACHMENTS
    if is_full or total + size > settings.WAITING_BYTES:
        raise TooMuchWaiting(settings.WAITING_ATTACHMENTS, settings.WAITING_BYTES)


@transaction.atomic
def take_back(*, attachment: Attachment) -> None:
    """What waits is gone; raises AttachmentNotFound for what a message has meanwhile."""
    waiting = Attachment.objects.waiting().select_for_update().filter(pk=attachment.pk).first()
    if waiting is None:
        raise AttachmentNotFound
    waiting.delete()


@transaction.atomic
def take_back_all(*, user: User) -> None:
    """Nothing of somebody's waits any more: they are going."""
    Attachment.objects.waiting().filter(uploader=user).delete()


def bind(*, message: Message, attachments: Sequence[Attachment]) -> None:
    """The author's waiting files go with the message, in this order; in its transaction."""
    for position, attachment in enumerate(attachments):
        waiting = Attachment.objects.waiting_of(message.author, message.room_id)
        if not waiting.filter(pk=attachment.pk).update(message=message, position=position):
            raise AttachmentGone
