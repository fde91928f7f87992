"""Who acts, and on whom, as they stand now: what a door saw of it may be over when it is their turn."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from accounts.models import User
from chat import rights
from chat.errors import MessageNotFound, NotAllowed, PersonNotFound, RoomNotFound
from chat.models import Membership, Message, Room


def standing(*, room: Room, user, check: Callable[[Membership], None] | None = None) -> Membership:
    """Somebody's membership with its room, which is locked from here on; `check` is one of
    chat/rights.py. Raises RoomNotFound for who is in it no more, and whatever `check` does."""
    room = Room.objects.locked(room.pk)
    membership = Membership.objects.of(user).in_room(room.pk).first()
    if membership is None:
        raise RoomNotFound
    membership.room, membership.user = room, user
    if check is not None:
        check(membership)
    return membership


class Moderator(NamedTuple):
    """Somebody who keeps order on the whole site, and a room that they need not be in."""

    user: User
    room: Room


def moderating(*, room: Room, user) -> Moderator:
    """A moderator of the site at a room, which is locked from here on. Raises NotAllowed for anybody
    else, and RoomNotFound."""
    rights.check_site_moderator(user)
    return Moderator(user, Room.objects.locked(room.pk))


def beside(by: Membership, member: Membership) -> Membership:
    """Somebody else in the room that `by` has locked. Raises PersonNotFound."""
    found = Membership.objects.in_room(by.room_id).select_related("user")
    current = found.filter(user_id=member.user_id).first()
    if current is None:
        raise PersonNotFound
    current.room = by.room
    return current


def check_there(people: Iterable[User]) -> None:
    """Ask of those who come into a room, which is locked or new: none of them is deleted before they
    are in. Raises PersonNotFound for who is gone already."""
    ids = {person.pk for person in people}
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=ids, deleted_at=None)
    if len(rows.order_by("pk").values_list("pk", flat=True)) < len(ids):
        raise PersonNotFound


def living(message: Message) -> Message:
    """What somebody said, as it now stands in the room that is locked. Raises MessageNotFound for what
    is deleted, and NotAllowed for a line that the room wrote."""
    current = Message.objects.with_author().filter(pk=message.pk, deleted_at=None).first()
    if current is None:
        raise MessageNotFound
    if current.is_system:
        raise NotAllowed(_("That is for messages that people wrote."))
    return current
