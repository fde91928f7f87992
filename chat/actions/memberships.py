"""Come into a room, and go."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.allowances import Ceiling, spend
from accounts.invites import revoke_room_invites
from chat import broadcasts
from chat.actions.ownership import check_owner_stays, see_to_owner
from chat.actions.revocations import revoke
from chat.actions.standing import check_there
from chat.actions.system_lines import announce, write_line
from chat.errors import (
    Banned,
    InviteGone,
    NotAllowed,
    RoomArchived,
    RoomFull,
    RoomNotFound,
)
from chat.models import Membership, Room

JOINS = Ceiling("join", settings.JOINS_AN_HOUR, 3_600)


@transaction.atomic
def join_room(*, room: Room, user) -> Membership:
    """Become a member of an open room, with everything so far counted as read. Joining twice changes
    nothing.

    Raises RoomNotFound, Banned, RoomArchived, RoomFull or Spent. The room's lock makes the count exact.
    """
    room = Room.objects.locked(room.pk)
    if not (room.is_open or room.memberships.filter(user=user).exists()):
        raise RoomNotFound  # closed since the look at it
    return _join(room, user)


@transaction.atomic
def follow_invite(*, room: Room, user, host) -> Membership:
    """Become a member by the link of `host`, who has to have the right to bring people in still.

    Raises InviteGone, Banned, RoomArchived, RoomFull or Spent.
    """
    if not is_still_inviting(room_id=room.pk, host=host):
        raise InviteGone
    return _join(room, user)


def _join(room: Room, user) -> Membership:
    """By their own wish, so often an hour."""
    if already := Membership.objects.of(user).in_room(room.pk).first():
        return already
    spend(JOINS, f"{user.pk} {room.pk}")
    return come_in(room=room, user=user, words="joined")


def is_still_inviting(*, room_id: int, host) -> bool:
    """Whether a link of `host` still leads into the room, which is locked from here on.

    The room comes before its invites in everything that ends them: two that took them the other way
    round would wait for each other.
    """
    Room.objects.select_for_update().filter(pk=room_id).first()
    return Membership.objects.of(host).in_room(room_id).inviting().exists()


def come_in(*, room: Room, user, words: str) -> Membership:
    """Become a member, as part of a verb; `words` are what the room says of it."""
    room = Room.objects.locked(room.pk)
    if already := Membership.objects.of(user).in_room(room.pk).first():
        return already
    _check_place(room, user)
    check_there([user])
    announce(room=room, user=user, words=words)
    membership = Membership.objects.create(room=room, user=user, last_read_seq=room.last_seq)
    broadcasts.room_joined(membership)
    return see_to_owner(room=room) or membership


def _check_place(room: Room, user) -> None:
    if room.bans.filter(user=user).exists():
        raise Banned
    if room.is_archived:
        raise RoomArchived
    if room.memberships.count() >= room.member_limit:
        raise RoomFull(room.member_limit)


@transaction.atomic
def leave_room(*, membership: Membership) -> Membership:
    """Stop being a member; open sockets lose the room. The last owner stays while others are there.

    Nobody leaves a direct room: one hides it.
    """
    if membership.room.is_direct:
        raise NotAllowed(_("Nobody leaves a direct conversation. You can hide it."))
    return go_out(membership=membership, words="left")


def go_out(*, membership: Membership, words: str) -> Membership:
    """Stop being a member, as part of a verb; raises LastOwner.

    Who goes loses the room before it says so: nothing that comes after reaches them.
    """
    room = Room.objects.locked(membership.room_id)
    current = Membership.objects.filter(pk=membership.pk).first()
    if current is not None:
        check_owner_stays(current)
        current.delete()
        loss = revoke(user=membership.user, room=room)
        revoke_room_invites(by=membership.user, room_id=room.pk)
        write_line(room=room, user=membership.user, words=words, loss=loss)
    return membership
