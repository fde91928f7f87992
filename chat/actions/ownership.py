"""A room with people in it has an owner among them: somebody who can still come and decide."""

from django.db.models import Case, When

from accounts.invites import revoke_room_invites
from chat import broadcasts
from chat.errors import LastOwner
from chat.models import Membership, Room


def give_role(member: Membership, role: str) -> Membership:
    """As part of a verb; the room is locked."""
    member.role = role
    member.save(update_fields=["role"])
    if not member.can_invite:
        revoke_room_invites(by=member.user, room_id=member.room_id)
    broadcasts.sidebar_changed(member.user_id)  # their open pages offer what they may now
    return member


def check_owner_stays(membership: Membership) -> None:
    """Raise LastOwner where others would be left without an owner; the room is locked."""
    others = Membership.objects.in_room(membership.room_id).answerable().exclude(pk=membership.pk)
    if membership.is_owner and others.exists() and not others.owners().exists():
        raise LastOwner


def see_to_owner(*, room: Room, leaving=None) -> Membership | None:
    """Where nobody who is there owns the room, the next in line does: moderators first, then whoever
    has been there longest. `leaving` counts as gone. The room is locked; answers the heir."""
    there = Membership.objects.in_room(room.pk).answerable()
    if leaving is not None:
        there = there.exclude(user=leaving)
    if there.owners().exists():
        return None
    by_role = Case(When(role=Membership.Role.MODERATOR, then=0), default=1)
    heir = there.select_related("user").order_by(by_role, "joined_at", "pk").first()
    if heir is None:
        return None
    heir.room = room
    return give_role(heir, Membership.Role.OWNER)
