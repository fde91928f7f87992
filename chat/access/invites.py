"""From a person and an invite, or from a link, to what it opens."""

from accounts.invites import invite_for
from accounts.models import Invite
from chat.access.rooms import BIGGEST_ID
from chat.errors import InviteGone, InviteNotFound
from chat.models import Membership, Room


def invite_of(user, invite_id: int) -> Invite:
    """A live invite that the person made."""
    invite = Invite.objects.live().by(user).filter(pk=min(invite_id, BIGGEST_ID)).first()
    if invite is None:
        raise InviteNotFound
    return invite


def invite_into(membership: Membership, invite_id: int) -> Invite:
    """A live invite of this member's into the room."""
    invite = invite_of(membership.user, invite_id)
    if invite.room_id != membership.room_id:
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
    hosts = Membership.objects.of(invite.created_by).in_room(invite.room_id).inviting()
    if room is None or not hosts.exists():
        raise InviteGone
    return invite, room
