"""What a member may do, and the words where they may not: the doors ask, and the actions ask again."""

from django.conf import settings
from django.utils.translation import gettext as _

from accounts import order, site
from chat.errors import NotAllowed, RoomArchived, RoomsNotYours
from chat.models import Membership, Message


def may_found(user) -> bool:
    """Whether they may make rooms."""
    return site.current().lets_found(user)


def check_founder(user) -> None:
    if not may_found(user):
        raise RoomsNotYours


def check_inviter(membership: Membership) -> None:
    """Whether they may bring people in."""
    check_group(membership.room)
    if not membership.can_invite:
        raise NotAllowed(_("Only the room’s owners and moderators can bring people into it."))
    _check_use(membership)


def check_moderator(membership: Membership) -> None:
    check_group(membership.room)
    if not membership.can_moderate:
        raise NotAllowed(_("Only the room’s owners and moderators can do that."))


def check_writer(membership: Membership) -> None:
    """Whether they may say something, or answer what was said."""
    _check_use(membership)


def check_pinner(membership: Membership) -> None:
    """Whether they may pin: who keeps order in a room, and both sides of a direct conversation."""
    _check_use(membership)
    if not membership.can_pin:
        raise NotAllowed(_("Only the room’s owners and moderators can pin messages."))


def check_owner(membership: Membership) -> None:
    check_group(membership.room)
    if not membership.is_owner:
        raise NotAllowed(_("Only the room’s owners can do that."))


def check_decorator(membership: Membership) -> None:
    """Whether they may change what the room is called and looks like."""
    check_moderator(membership)
    _check_use(membership)


def check_doorkeeper(membership: Membership) -> None:
    """Whether they may change who gets in."""
    check_owner(membership)
    _check_use(membership)


def check_order_keeper(membership: Membership) -> None:
    """Whether they may take away what others said."""
    check_moderator(membership)
    _check_use(membership)


def check_removable(membership: Membership, message: Message) -> None:
    """Whether who keeps order may take it away: an owner anybody's, a moderator what plain members
    said, and whoever left."""
    if message.is_system or message.author_id == membership.user_id:
        raise NotAllowed(_("You can only remove what others said."))
    author = Membership.objects.of(message.author_id).in_room(membership.room_id).first()
    if author is not None and not membership.outranks(author):
        raise NotAllowed(_("Only the room’s owners can remove that."))


def may_call_all(membership: Membership) -> bool:
    """By @room: in a large room only who keeps order in it."""
    if membership.can_moderate:
        return True
    return membership.room.memberships.count() <= settings.CALLABLE_ROOM_SIZE


def check_outranks(membership: Membership, other: Membership) -> None:
    if not membership.outranks(other):
        raise NotAllowed(_("You can’t send that person away."))


def check_site_moderator(user) -> None:
    """Whether they keep order on the whole site."""
    if not (user.is_active and user.is_staff):
        raise NotAllowed(_("Only the site’s moderators can do that."))


def check_over(user, person) -> None:
    """Whether a moderator of the site may act on somebody: on other moderators, and on their bots,
    its owner alone."""
    check_site_moderator(user)
    try:
        order.check_below(user, person)
    except order.Refused as refused:
        raise NotAllowed(refused.words) from None


def check_reportable(user, message: Message) -> None:
    if message.is_system or message.author_id == user.pk:
        raise NotAllowed(_("You can only report what others said."))


def check_group(room) -> None:
    """A direct room is what its people make it."""
    if room.is_direct:
        raise NotAllowed(_("That is for rooms. This is a direct conversation."))


def _check_use(membership: Membership) -> None:
    """An archived room stays as it is, until it is restored or deleted."""
    if membership.room.is_archived:
        raise RoomArchived
