"""Send, edit, delete."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chat import broadcasts
from chat.actions.attachments import bind
from chat.actions.deleted_texts import keep_text
from chat.actions.deliveries import call_bots
from chat.actions.drafts import Draft, checked_body
from chat.actions.indexing import index_message
from chat.actions.link_previews import preview_link
from chat.actions.mentions import forget_mentions, note_mentions
from chat.actions.pace import pace_change, pace_send
from chat.actions.pins import take_off
from chat.actions.quotes import renew_quotes
from chat.actions.standing import Moderator, living, standing
from chat.actions.wording import Wording, as_now, prepared
from chat.errors import ClientIdConflict, NotAllowed, ReplyGone, RoomArchived
from chat.models import Membership, Message, Room
from texter import metrics

CHANGED = (
    *("body", "html", "renderer", "version", "edited_at", "deleted_at", "deleted_by"),
    *("delete_reason", "pinned_at", "pinned_by"),
)


def send_message(*, membership: Membership, draft: Draft) -> Message:
    """Say something in a room.

    A repeated `client_id` gives the first message again and changes nothing; with another body,
    reply, room or files it raises ClientIdConflict. Raises what `Draft.checked` does, AttachmentGone,
    and ReplyGone where there is nothing to answer any more.
    """
    draft = draft.checked()
    wording = prepared(draft.body, room=membership.room, by=membership.user)
    try:
        message = _send(membership, draft, wording)
        metrics.SENDS.inc()
        return message
    except IntegrityError:
        mine = Message.objects.filter(author=membership.user, client_id=draft.client_id)
        first = mine.first()
        if first is None:
            raise
    if first.room_id != membership.room_id or draft.differs_from(first):
        raise ClientIdConflict
    return first


@transaction.atomic
def _send(membership: Membership, draft: Draft, wording: Wording) -> Message:
    message, words = _written(membership, draft, wording)
    room = message.room
    bind(message=message, attachments=draft.attachments)
    pace_send(membership)
    if draft.reply_to and not Message.objects.answerable().filter(pk=draft.reply_to.pk).exists():
        raise ReplyGone
    membership.last_read_seq = room.last_seq
    note_mentions(message=message, room=room)
    call_bots(message=message, room=room)
    preview_link(message=message)
    index_message(message=message, words=words)
    broadcasts.message_changed(message, room)
    broadcasts.position_read(membership)
    return message


def _written(
    membership: Membership, draft: Draft, wording: Wording
) -> tuple[Message, Sequence[str]]:
    """The message at its place, which locks the room, and what it is found by."""
    room = membership.room
    room.take_seq()
    wording = as_now(wording, room=room, by=membership.user)
    message = Message.objects.create(
        room=room,
        author=membership.user,
        seq=room.last_seq,
        version=room.version,
        client_id=draft.client_id,
        reply_to=draft.reply_to,
        has_attachments=bool(draft.attachments),
        **wording.fields,
    )
    return message, wording.words


def edit_message(*, message: Message, by, body: str) -> Message:
    """Change what one's own message says. Raises InvalidMessage, and what `standing` does."""
    _check_own(message, by)
    files = message.attachments.all() if message.has_attachments else ()
    said = checked_body(body, files)
    wording = prepared(said, room=message.room, by=by, before=message.html)
    return _edit(message, by, wording)


@transaction.atomic
def _edit(message: Message, by, wording: Wording) -> Message:
    mine, message = _own(message, by)
    wording = as_now(wording, room=mine.room, by=by, before=message.html)
    say(message, **wording.fields, edited_at=timezone.now())
    return changed(message, mine.room, wording.words)


@transaction.atomic
def delete_message(*, message: Message, by) -> Message:
    """Leave a tombstone where one's own message was; for a few seconds its author may undo it."""
    mine, message = _own(message, by)
    keep_text(message=message)
    return buried(message, mine)


def _check_own(message: Message, by) -> None:
    if message.author_id != by.pk or message.is_system:
        raise NotAllowed(_("Only the author can do that."))


def _own(message: Message, by) -> tuple[Membership, Message]:
    """The author's place in the room, which is locked, and the message as it now stands in it."""
    _check_own(message, by)
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


def buried(message: Message, by: Membership | Moderator, reason: str = "") -> Message:
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


def changed(message: Message, room: Room, words: Sequence[str] = ()) -> Message:
    """Keep what became of a message, which is found by these words now."""
    message.version = room.version
    message.save(update_fields=CHANGED)
    forget_mentions(message=message, room=room)
    note_mentions(message=message, room=room)
    preview_link(message=message)
    index_message(message=message, words=words)
    broadcasts.message_changed(message, room)
    renew_quotes(message=message, room=room)
    return message


def say(message: Message, **said) -> None:
    for name, value in said.items():
        setattr(message, name, value)
