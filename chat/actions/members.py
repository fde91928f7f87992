"""Bring people into a room, and send them away."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.allowances import Ceiling, spend
from accounts.models import Verb
from chat.actions.memberships import come_in, go_out
from chat.actions.standing import beside, standing
from chat.errors import Banned, BannedThere, ChatError, NotAllowed
from chat.models import Ban, Membership
from chat.rights import check_inviter, check_moderator, check_outranks

ADDS = Ceiling("add", settings.ADDS_AN_HOUR, 3_600)
# Who did it is not said: names are not written into what stays, and only they can change it.
BY: dict[str, str] = {
    Membership.Role.OWNER: "by an owner",
    Membership.Role.MODERATOR: "by a moderator",
}


@transaction.atomic
def add_member(*, by: Membership, user) -> Membership:
    """Make somebody a member of one's room. Raises BannedThere, RoomArchived, RoomFull, Spent."""
    by = standing(room=by.room, user=by.user, check=check_inviter)
    spend(ADDS, str(by.user_id))
    try:
        return come_in(room=by.room, user=user, words="was added")
    except Banned:
        raise _refusal(by) from None


def _refusal(by: Membership) -> ChatError:
    """Who is banned is the business of who keeps order."""
    unsaid = NotAllowed(_("That person can’t be added. Ask the room’s owners or moderators."))
    return BannedThere() if by.can_moderate else unsaid


@transaction.atomic
def remove_member(*, by: Membership, member: Membership) -> Membership:
    """Send somebody away; they may come back by the ways that are open to them."""
    by, member = _ranked(by, member)
    audit.note(Verb.MEMBER_REMOVED, by=by.user, person=member.user, room=by.room)
    return go_out(membership=member, words=f"was removed {BY[by.role]}")


@transaction.atomic
def ban_member(*, by: Membership, member: Membership) -> Ban:
    """Send somebody away who may not come back until they are let in again."""
    by, member = _ranked(by, member)
    ban, _is_new = Ban.objects.get_or_create(
        room=member.room, user=member.user, defaults={"by": by.user}
    )
    audit.note(Verb.MEMBER_BANNED, by=by.user, person=member.user, room=by.room)
    go_out(membership=member, words=f"was banned {BY[by.role]}")
    return ban


@transaction.atomic
def lift_ban(*, by: Membership, ban: Ban) -> Ban:
    """They may come back; they are not brought back."""
    by = standing(room=by.room, user=by.user, check=check_moderator)
    if Ban.objects.filter(pk=ban.pk).delete()[0]:
        audit.note(Verb.BAN_LIFTED, by=by.user, person=ban.user, room=by.room)
    return ban


def _ranked(by: Membership, member: Membership) -> tuple[Membership, Membership]:
    """Both as they stand now: one may have lost a role since, or the other have got one."""
    by = standing(room=by.room, user=by.user, check=check_moderator)
    member = beside(by, member)
    check_outranks(by, member)
    return by, member
