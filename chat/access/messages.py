"""From a member and an id to a message and what goes with it."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from chat import rights
from chat.access.rooms import BIGGEST_ID
from chat.errors import AttachmentGone, AttachmentNotFound, MessageNotFound, NotAllowed
from chat.models import Attachment, LinkPreview, Membership, Message


def messages_for(user) -> QuerySet[Message]:
    """All that the person may see, in whichever room: the database asks as it looks."""
    places = Membership.objects.of(user).filter(
        room=OuterRef("room"), visible_from_seq__lte=OuterRef("seq")
    )
    return Message.objects.with_author().filter(Exists(places))


def membership_at(user, message_id: int) -> Membership:
    """The person's place in the room of a message that is known by its id alone."""
    places = Membership.objects.of(user).select_related("room")
    found = places.filter(room__messages=min(message_id, BIGGEST_ID)).first()
    if found is None:
        raise MessageNotFound
    found.user = user
    return found


def message_for(membership: Membership, message_id: int) -> Message:
    """A message that this member may see."""
    if message_id > BIGGEST_ID:
        raise MessageNotFound
    visible = Message.objects.visible_to(membership).with_author()
    message = visible.filter(pk=message_id).first()
    if message is None:
        raise MessageNotFound
    return message


def own_message_for(membership: Membership, message_id: int) -> Message:
    """What this member said, as long as it says something."""
    message = message_for(membership, message_id)
    if message.author_id != membership.user_id or message.is_system:
        raise NotAllowed(_("Only the author can do that."))
    if message.is_deleted:
        raise MessageNotFound
    return message


def removable_message_for(membership: Membership, message_id: int) -> Message:
    """What somebody else said, for who keeps order in the room."""
    message = message_for(membership, message_id)
    rights.check_order_keeper(membership)
    rights.check_removable(membership, message)
    if message.is_deleted:
        raise MessageNotFound
    return message


def link_preview_for(membership: Membership, message_id: int, preview_id: int) -> LinkPreview:
    """What a link in a message leads to, with its picture; nothing of a message that was deleted."""
    message = message_for(membership, message_id)
    previews = LinkPreview.objects.filter(pk=min(preview_id, BIGGEST_ID), has_image=True)
    found = previews.filter(message=message, message__deleted_at=None).first()
    if found is None:
        raise MessageNotFound
    return found


def attachment_for(membership: Membership, attachment_id: int) -> Attachment:
    """A file that this member may see: one that was sent, with a message that stands."""
    visible = Attachment.objects.visible_to(membership)
    attachment = visible.filter(pk=min(attachment_id, BIGGEST_ID)).first()
    if attachment is None:
        raise AttachmentNotFound
    return attachment


def membership_beside(user, attachment_id: int) -> Membership:
    """The person's place in the room of a file that is known by its id alone."""
    places = Membership.objects.of(user).select_related("room")
    found = places.filter(room__attachments=min(attachment_id, BIGGEST_ID)).first()
    if found is None:
        raise AttachmentNotFound
    found.user = user
    return found


def own_attachments_for(membership: Membership, keys: Sequence[UUID]) -> list[Attachment]:
    """What this member uploaded into the room, in the order asked for; raises AttachmentGone.

    A message sent again asks for what it has already.
    """
    own = Attachment.objects.filter(uploader=membership.user, room=membership.room)
    found = {attachment.key: attachment for attachment in own.filter(key__in=keys)}
    if len(found) < len(set(keys)):
        raise AttachmentGone
    return [found[key] for key in dict.fromkeys(keys)]


def waiting_attachment_for(membership: Membership, key: UUID) -> Attachment:
    """What this member uploaded and has not sent."""
    own = Attachment.objects.waiting_of(membership.user, membership.room_id)
    attachment = own.filter(key=key).first()
    if attachment is None:
        raise AttachmentNotFound
    return attachment


def own_uploads_for(membership: Membership, ids: Sequence[int]) -> list[Attachment]:
    """The same as `own_attachments_for`, by ids."""
    own = Attachment.objects.filter(uploader=membership.user, room=membership.room)
    found = own.in_bulk([pk for pk in ids if pk <= BIGGEST_ID])
    if len(found) < len(set(ids)):
        raise AttachmentGone
    return [found[pk] for pk in dict.fromkeys(ids)]


def waiting_upload_for(membership: Membership, attachment_id: int) -> Attachment:
    """The same as `waiting_attachment_for`, by its id."""
    own = Attachment.objects.waiting_of(membership.user, membership.room_id)
    attachment = own.filter(pk=min(attachment_id, BIGGEST_ID)).first()
    if attachment is None:
        raise AttachmentNotFound
    return attachment
