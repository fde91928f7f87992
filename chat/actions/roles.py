"""Who owns a room, and who keeps order in it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.invites import revoke_room_invites
from chat.actions.memberships import check_owner_stays
from chat.actions.standing import beside, standing
from chat.errors import NotAllowed
from chat.models import Membership
from chat.rights import check_owner


@transaction.atomic
def set_role(*, by: Membership, member: Membership, role: str) -> Membership:
    """Give a member a role. Owners do it; raises LastOwner where none would be left."""
    by = standing(room=by.room, user=by.user, check=check_owner)
    member = beside(by, member)
    if member.is_owner and role != Membership.Role.OWNER:
        check_owner_stays(member)
    return _given(member, role)


@transaction.atomic
def hand_over(*, by: Membership, member: Membership) -> Membership:
    """Make somebody else the owner and go on as a moderator."""
    by = standing(room=by.room, user=by.user, check=check_owner)
    member = beside(by, member)
    if member.pk == by.pk:
        raise NotAllowed(_("The room is yours already."))
    _given(member, Membership.Role.OWNER)
    _given(by, Membership.Role.MODERATOR)
    return member


def _given(member: Membership, role: str) -> Membership:
    member.role = role
    member.save(update_fields=["role"])
    if not member.can_invite:
        revoke_room_invites(by=member.user, room_id=member.room_id)
    return member
