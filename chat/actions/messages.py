"""Send, edit, delete."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from chat import broadcasts, markup
from chat.actions.attachments import bind
from chat.actions.deleted_texts import keep_text
from chat.actions.deliveries import call_bots
from chat.actions.indexing import index_message
from chat.actions.link_previews import preview_link
from chat.actions.mentions import forget_mentions, members_called, note_mentions
from chat.actions.pace import pace_change, pace_send
from chat.actions.pins import take_off
from chat.actions.quotes import renew_quotes
from chat.actions.standing import living, standing
from chat.errors import (
    ClientIdConflict,
    InvalidMessage,
    NotAllowed,
    ReplyGone,
    RoomArchived,
    TooManyAttachments,
)
from chat.models import Attachment, Membership, Message, Room
from texter.words import clean

CHANGED = (
    *("body", "html", "renderer", "version", "edited_at", "deleted_at", "deleted_by"),
    *("delete_reason", "pinned_at", "pinned_by"),
)


def send_message(
    *,
    membership: Membership,
    body: str,
    client_id: UUID,
    reply_to: Message | None = None,
    attachments: Sequence[Attachment] = (),
) -> Message:
    """Say something in a room; `reply_to` is a message of the room that it answers, `attachments`
    are uploads of the sender's that go with it, in this order.

    A repeated `client_id` gives the first message again and changes nothing; with another body,
    reply, room or files it raises ClientIdConflict. Raises InvalidMessage for an overlong body, and
    for an empty one without files, TooManyAttachments, AttachmentGone, and ReplyGone where there is
    nothing to answer any more.
    """
    body = _checked(body, attachments)
    check_count(len(attachments))
    try:
        return _send(membership, body, client_id, reply_to, attachments)
    except IntegrityError:
        first = Message.objects.filter(author=membership.user, client_id=client_id).first()
        if first is None:
            raise
    if _is_another(first, membership, body, reply_to, attachments):
        raise ClientIdConflict
    return first


def _is_another(
    first: Message,
    by: Membership,
    body: str,
    reply_to: Message | None,
    attachments: Sequence[Attachment],
) -> bool:
    """Whether what is said again under a key differs from what was said first."""
    if (by.room_id, reply_to and reply_to.pk) != (first.room_id, first.reply_to_id):
        return True
    if first.edited_at or first.deleted_at:
        return False
    return first.body != body or set(first.attachments.all()) != set(attachments)


@transaction.atomic
def _send(
    membership: Membership,
    body: str,
    client_id: UUID,
    reply_to: Message | None,
    attachments: Sequence[Attachment],
) -> Message:
    room = membership.room
    room.take_seq()
    message = Message.objects.create(
        room=room,
        author=membership.user,
        seq=room.last_seq,
        version=room.version,
        client_id=client_id,
        reply_to=reply_to,
        has_attachments=bool(attachments),
        **rendered(body, membership),
    )
    bind(message=message, attachments=attachments)
    pace_send(membership)
    if reply_to and not Message.objects.answerable().filter(pk=reply_to.pk).exists():
        raise ReplyGone
    membership.last_read_seq = room.last_seq
    note_mentions(message=message, room=room)
    call_bots(message=message, room=room)
    preview_link(message=message)
    index_message(message=message)
    broadcasts.message_changed(message, room)
    broadcasts.position_read(membership)
    return message


@transaction.atomic
def edit_message(*, message: Message, by, body: str) -> Message:
    """Change what one's own message says."""
    mine, message = _own(message, by)
    files = message.attachments.all() if message.has_attachments else ()
    say(message, **rendered(_checked(body, files), mine), edited_at=timezone.now())
    return changed(message, mine.room)


@transaction.atomic
def delete_message(*, message: Message, by) -> Message:
    """Leave a tombstone where one's own message was; for a few seconds its author may undo it."""
    mine, message = _own(message, by)
    keep_text(message=message)
    return buried(message, mine)


def _own(message: Message, by) -> tuple[Membership, Message]:
    """The author's place in the room, which is locked, and the message as it now stands in it."""
    if message.author_id != by.pk or message.is_system:
        raise NotAllowed(_("Only the author can do that."))
    mine = standing(room=message.room, user=by)
    if mine.room.is_archived:
        raise RoomArchived
    pace_change(mine)
    return mine, current(message, mine.room)


def current(message: Message, room: Room) -> Message:
    """A message as it now stands in the room, which is locked, with the version of its next change.
    Raises MessageNotFound where it says nothing any more."""
    room.take_version()
    return living(message)


def buried(message: Message, by: Membership, reason: str = "") -> Message:
    """Nothing of it is left but its place, and who took it away."""
    take_off(message)
    say(
        message,
        body="",
        html="",
        deleted_at=timezone.now(),
        deleted_by=by.user,
        delete_reason=reason,
    )
    return changed(message, by.room)


def changed(message: Message, room: Room) -> Message:
    message.version = room.version
    message.save(update_fields=CHANGED)
    forget_mentions(message=message, room=room)
    note_mentions(message=message, room=room)
    preview_link(message=message)
    index_message(message=message)
    broadcasts.message_changed(message, room)
    renew_quotes(message=message, room=room)
    return message


def rendered(body: str, by: Membership) -> dict:
    """A body with what the renderer makes of it, as a message keeps them."""
    html = markup.to_html(body, members_called(body, by))
    return {"body": body, "html": html, "renderer": markup.RENDERER}


def say(message: Message, **said) -> None:
    for name, value in said.items():
        setattr(message, name, value)


def check_count(count: int) -> None:
    if count > settings.ATTACHMENTS_A_MESSAGE:
        raise TooManyAttachments(settings.ATTACHMENTS_A_MESSAGE, count)


def _checked(body: str, files: Iterable[Attachment]) -> str:
    """Where there are files it may say nothing."""
    body = clean(body)
    if not body and not files:
        raise InvalidMessage
    if len(body) > settings.MESSAGE_LENGTH:
        raise InvalidMessage(_too_long(len(body)))
    return body


def _too_long(length: int) -> str:
    words = _("A message can be up to %(limit)s characters. This one has %(length)s.")
    return words % {
        "limit": number_format(settings.MESSAGE_LENGTH, force_grouping=True),
        "length": number_format(length, force_grouping=True),
    }
