"""Send, edit, delete."""

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from chat import broadcasts, markup
from chat.actions.mentions import forget_mentions, members_called, note_mentions
from chat.actions.pins import take_off
from chat.actions.quotes import renew_quotes
from chat.actions.standing import standing
from chat.errors import (
    ClientIdConflict,
    InvalidMessage,
    MessageNotFound,
    NotAllowed,
    RoomArchived,
    RoomNotFound,
)
from chat.models import Membership, Message, Room
from texter.words import clean

SAID = ("body", "html", "renderer", "version", "edited_at", "deleted_at", "deleted_by")
CHANGED = (*SAID, "pinned_at", "pinned_by")


def send_message(
    *, membership: Membership, body: str, client_id: UUID, reply_to: Message | None = None
) -> Message:
    """Say something in a room; `reply_to` is a message of the room that it answers.

    A repeated `client_id` gives the first message again and changes nothing; with another body or
    room it raises ClientIdConflict. Raises InvalidMessage for an empty or overlong body.
    """
    body = _checked(body)
    try:
        return _send(membership, body, client_id, reply_to)
    except IntegrityError:
        first = Message.objects.filter(author=membership.user, client_id=client_id).first()
        if first is None:
            raise
    is_as_sent = not (first.edited_at or first.deleted_at)
    if first.room_id != membership.room_id or (is_as_sent and first.body != body):
        raise ClientIdConflict
    return first


@transaction.atomic
def _send(membership: Membership, body: str, client_id: UUID, reply_to: Message | None) -> Message:
    room = membership.room
    room.take_seq()
    message = Message.objects.create(
        room=room,
        author=membership.user,
        seq=room.last_seq,
        version=room.version,
        client_id=client_id,
        reply_to=reply_to,
        **_rendered(body, membership),
    )
    # The room is locked by now, so this is the last word on both.
    mine = Membership.objects.filter(pk=membership.pk)
    if not mine.filter(room__archived_at=None).update(last_read_seq=room.last_seq):
        raise RoomArchived if mine.exists() else RoomNotFound
    membership.last_read_seq = room.last_seq
    note_mentions(message=message, room=room)
    broadcasts.message_changed(message, room)
    broadcasts.position_read(membership)
    return message


@transaction.atomic
def edit_message(*, message: Message, by, body: str) -> Message:
    """Change what one's own message says."""
    mine, message = _own(message, by)
    _say(message, **_rendered(_checked(body), mine))
    message.edited_at = timezone.now()
    return _changed(message, mine.room)


@transaction.atomic
def delete_message(*, message: Message, by) -> Message:
    """Leave a tombstone where one's own message was."""
    mine, message = _own(message, by)
    _say(message, body="", html="")
    message.deleted_at = timezone.now()
    message.deleted_by = by
    take_off(message)
    return _changed(message, mine.room)


def _own(message: Message, by) -> tuple[Membership, Message]:
    """The author's place in the room, which is locked, and the message as it now stands in it."""
    if message.author_id != by.pk or message.is_system:
        raise NotAllowed(_("Only the author can do that."))
    mine = standing(room=message.room, user=by)
    if mine.room.is_archived:
        raise RoomArchived
    mine.room.take_version()
    current = Message.objects.with_author().get(pk=message.pk)
    if current.is_deleted:
        raise MessageNotFound
    return mine, current


def _changed(message: Message, room: Room) -> Message:
    message.version = room.version
    message.save(update_fields=CHANGED)
    forget_mentions(message=message, room=room)
    note_mentions(message=message, room=room)
    broadcasts.message_changed(message, room)
    renew_quotes(message=message, room=room)
    return message


def _rendered(body: str, by: Membership) -> dict:
    """A body with what the renderer makes of it, as a message keeps them."""
    html = markup.to_html(body, members_called(body, by))
    return {"body": body, "html": html, "renderer": markup.RENDERER}


def _say(message: Message, **said) -> None:
    for name, value in said.items():
        setattr(message, name, value)


def _checked(body: str) -> str:
    body = clean(body)
    if not body:
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
