"""Who owns a room, and who keeps order in it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Verb
from chat.actions.ownership import check_owner_stays, give_role
from chat.actions.room_life import count_change
from chat.actions.standing import beside, standing
from chat.errors import NotAllowed
from chat.models import Membership
from chat.rights import check_owner


@transaction.atomic
def set_role(*, by: Membership, member: Membership, role: str) -> Membership:
    """Give a member a role. Owners do it; raises LastOwner where none would be left, and Spent."""
    by = standing(room=by.room, user=by.user, check=check_owner)
    member = beside(by, member)
    if member.is_owner and role != Membership.Role.OWNER:
        check_owner_stays(member)
    if role == Membership.Role.OWNER:
        _check_there(member)
    if member.role != role:
        count_change(by.user)
        turn = {"before": member.role, "now": str(role)}
        audit.note(Verb.ROLE_SET, by=by.user, person=member.user, room=by.room, role=turn)
    return give_role(member, role)


@transaction.atomic
def hand_over(*, by: Membership, member: Membership) -> Membership:
    """Make somebody else the owner and go on as a moderator. Raises Spent."""
    by = standing(room=by.room, user=by.user, check=check_owner)
    member = beside(by, member)
    if member.pk == by.pk:
        raise NotAllowed(_("The room is yours already."))
    _check_there(member)
    count_change(by.user)
    audit.note(Verb.ROOM_HANDED_OVER, by=by.user, person=member.user, room=by.room)
    give_role(member, Membership.Role.OWNER)
    give_role(by, Membership.Role.MODERATOR)
    return member


def _check_there(member: Membership) -> None:
    """The room is locked: whoever is shut out of the site after this hands it on by themself."""
    if not member.user.is_active:
        raise NotAllowed(_("Their account is deactivated: they can’t own a room."))
    if member.user.is_bot:
        raise NotAllowed(_("A bot can’t own a room."))
