"""Come into a room, and go."""

from django.db import transaction

from accounts.invites import revoke_room_invites
from chat import broadcasts
from chat.actions.revocations import revoke
from chat.actions.system_lines import announce
from chat.errors import LastOwner
from chat.models import Membership, Room


@transaction.atomic
def join_room(*, room: Room, user) -> Membership:
    """Become a member, with everything so far counted as read. Joining twice changes nothing."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    if already := Membership.objects.of(user).in_room(room.pk).first():
        return already
    announce(room=room, user=user, words="joined")
    membership = Membership.objects.create(room=room, user=user, last_read_seq=room.last_seq)
    broadcasts.room_joined(membership)
    return membership


@transaction.atomic
def leave_room(*, membership: Membership) -> Membership:
    """Stop being a member; open sockets lose the room. The last owner stays while others are there."""
    room = Room.objects.select_for_update().get(pk=membership.room_id)
    others = Membership.objects.in_room(room.pk).exclude(pk=membership.pk)
    if membership.is_owner and others.exists() and not others.owners().exists():
        raise LastOwner
    gone, _ = Membership.objects.filter(pk=membership.pk).delete()
    if gone:
        announce(room=room, user=membership.user, words="left")
        revoke(user=membership.user, room=room)
        revoke_room_invites(by=membership.user, room_id=room.pk)
    return membership
