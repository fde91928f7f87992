"""From a person and an id to the thing itself, always through membership.

Everything raises RoomNotFound or MessageNotFound: a stranger cannot tell a private room from none.
"""

from chat.errors import MessageNotFound, RoomNotFound
from chat.models import Membership, Message, Room

BIGGEST_ID = 2**63 - 1


def membership_for(user, room_id: int) -> Membership:
    """The person's membership, with its room."""
    if room_id > BIGGEST_ID:
        raise RoomNotFound
    found = Membership.objects.of(user).in_room(room_id).select_related("room")
    try:
        membership = found.get()
    except Membership.DoesNotExist:
        raise RoomNotFound from None
    membership.user = user
    return membership


def message_for(membership: Membership, message_id: int) -> Message:
    """A message that this member may see."""
    if message_id > BIGGEST_ID:
        raise MessageNotFound
    visible = Message.objects.visible_to(membership).with_author()
    message = visible.filter(pk=message_id).first()
    if message is None:
        raise MessageNotFound
    return message


def joinable_room_for(user, room_id: int) -> Room:
    """An open room, or one that the person is in already."""
    room = Room.objects.filter(pk=min(room_id, BIGGEST_ID)).first()
    if room is None or not (room.is_open or room.memberships.filter(user=user).exists()):
        raise RoomNotFound
    return room
