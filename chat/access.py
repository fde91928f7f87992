"""From a person and an id to the thing itself, always through membership.

What is not theirs raises the same error as what is not there: a stranger cannot tell a private room from none.
"""

from django.utils.translation import gettext as _

from accounts.invites import invite_for
from accounts.models import Invite, User
from chat.errors import (
    InviteGone,
    InviteNotFound,
    MessageNotFound,
    NotAllowed,
    PersonNotFound,
    RoomNotFound,
)
from chat.models import Ban, Membership, Message, Room, RoomPicture

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


def inviting_membership_for(user, room_id: int) -> Membership:
    """The person's membership in a room that they may bring people into."""
    membership = membership_for(user, room_id)
    if not membership.can_invite:
        raise NotAllowed(_("Only the room’s owners and moderators can bring people into it."))
    return membership


def moderating_membership_for(user, room_id: int) -> Membership:
    """The person's membership in a room where they keep order."""
    membership = membership_for(user, room_id)
    if not membership.can_moderate:
        raise NotAllowed(_("Only the room’s owners and moderators can do that."))
    return membership


def owning_membership_for(user, room_id: int) -> Membership:
    """The person's membership in a room of theirs."""
    membership = membership_for(user, room_id)
    if not membership.is_owner:
        raise NotAllowed(_("Only the room’s owners can do that."))
    return membership


def member_for(membership: Membership, user_id: int) -> Membership:
    """Somebody else's membership in the same room."""
    others = Membership.objects.in_room(membership.room_id).select_related("user")
    member = others.filter(user_id=min(user_id, BIGGEST_ID)).first()
    if member is None:
        raise PersonNotFound
    member.room = membership.room
    return member


def lesser_member_for(membership: Membership, user_id: int) -> Membership:
    """Somebody whom this member may send away."""
    member = member_for(membership, user_id)
    if not membership.outranks(member):
        raise NotAllowed(_("You can’t send that person away."))
    return member


def newcomer_for(membership: Membership, user_id: int) -> User:
    """Somebody on the site whom this member may bring in."""
    person = User.objects.filter(pk=min(user_id, BIGGEST_ID), is_active=True).first()
    if person is None:
        raise PersonNotFound
    return person


def ban_for(membership: Membership, user_id: int) -> Ban:
    """A ban in the room that this member keeps order in."""
    ban = membership.room.bans.filter(user_id=min(user_id, BIGGEST_ID)).first()
    if ban is None:
        raise PersonNotFound
    return ban


def picture_for(user, room_id: int, version: int) -> RoomPicture:
    """The picture of a room that the person may know of, as of this version."""
    room = joinable_room_for(user, room_id)
    picture = RoomPicture.objects.filter(room=room).first()
    if picture is None or room.picture_version != version:
        raise RoomNotFound
    return picture


def invite_of(user, invite_id: int) -> Invite:
    """A live invite that the person made."""
    invite = Invite.objects.live().by(user).filter(pk=min(invite_id, BIGGEST_ID)).first()
    if invite is None:
        raise InviteNotFound
    return invite


def open_invite(token: str) -> tuple[Invite, Room | None]:
    """What a link opens to whoever holds it; the room is None where it is the whole site."""
    invite = invite_for(token)
    if invite is None:
        raise InviteGone
    if invite.room_id is None:
        return invite, None
    room = Room.objects.filter(pk=invite.room_id).first()
    if room is None:
        raise InviteGone
    return invite, room
