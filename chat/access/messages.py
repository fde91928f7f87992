"""From a member and an id to a message and what goes with it."""

from django.utils.translation import gettext as _

from chat import rights
from chat.access.rooms import BIGGEST_ID
from chat.errors import MessageNotFound, NotAllowed
from chat.models import LinkPreview, Membership, Message


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
