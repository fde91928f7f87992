"""Bring people into a room, and send them away."""

from django.db import transaction

from chat.actions.memberships import come_in, go_out
from chat.errors import Banned, BannedThere, NotAllowed, PersonNotFound
from chat.models import Ban, Membership, Room

# Who did it is not said: names are not written into what stays, and only they can change it.
BY: dict[str, str] = {
    Membership.Role.OWNER: "by an owner",
    Membership.Role.MODERATOR: "by a moderator",
}


@transaction.atomic
def add_member(*, by: Membership, user) -> Membership:
    """Make somebody a member of one's room. Raises BannedThere, RoomArchived or RoomFull."""
    by, _room = placed(by)
    if not by.can_invite:
        raise NotAllowed
    try:
        return come_in(room=by.room, user=user, words="was added")
    except Banned:
        raise BannedThere from None


@transaction.atomic
def remove_member(*, by: Membership, member: Membership) -> Membership:
    """Send somebody away; they may come back by the ways that are open to them."""
    by, member = _ranked(by, member)
    return go_out(membership=member, words=f"was removed {BY[by.role]}")


@transaction.atomic
def ban_member(*, by: Membership, member: Membership) -> Ban:
    """Send somebody away who may not come back until they are let in again."""
    by, member = _ranked(by, member)
    ban, _is_new = Ban.objects.get_or_create(
        room=member.room, user=member.user, defaults={"by": by.user}
    )
    go_out(membership=member, words=f"was banned {BY[by.role]}")
    return ban


@transaction.atomic
def lift_ban(*, ban: Ban) -> Ban:
    """They may come back; they are not brought back."""
    Ban.objects.filter(pk=ban.pk).delete()
    return ban


def placed(membership: Membership) -> tuple[Membership, Room]:
    """A membership as it stands now, with its room, which is locked from here on."""
    room = Room.objects.select_for_update().get(pk=membership.room_id)
    current = Membership.objects.select_related("user").filter(pk=membership.pk).first()
    if current is None:
        raise PersonNotFound
    current.room = room
    return current, room


def _ranked(by: Membership, member: Membership) -> tuple[Membership, Membership]:
    """Both as they stand now: one may have lost a role since, or the other have got one."""
    by, _room = placed(by)
    member, _room = placed(member)
    if not by.outranks(member):
        raise NotAllowed
    return by, member
