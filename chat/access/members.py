"""From a member and somebody's id to that other one, in the room or on the way into it."""

from collections.abc import Iterable

from accounts import blocks
from accounts.models import User
from chat import rights
from chat.access.people import people_of
from chat.access.rooms import BIGGEST_ID
from chat.errors import OutOfReach, PersonNotFound
from chat.models import Ban, Membership


def member_for(membership: Membership, user_id: int) -> Membership:
    """Somebody else's membership in the same room."""
    others = Membership.objects.in_room(membership.room_id).select_related("user")
    member = others.filter(user_id=min(user_id, BIGGEST_ID)).first()
    if member is None:
        raise PersonNotFound
    member.room = membership.room
    return member


def lesser_member_for(membership: Membership, user_id: int) -> Membership:
    """Somebody whom this member may send away."""
    member = member_for(membership, user_id)
    rights.check_outranks(membership, member)
    return member


def newcomer_for(membership: Membership, user_id: int) -> User:
    """Somebody on the site whom this member may bring in."""
    person = User.objects.filter(pk=min(user_id, BIGGEST_ID), is_active=True).first()
    if person is None:
        raise PersonNotFound
    if blocks.stands_between(membership.user, [person]):
        raise OutOfReach
    return person


def newcomers_for(user, ids: Iterable[int]) -> list[User]:
    """Those of the site with whom somebody may make a room."""
    people = people_of(user, ids)
    if blocks.stands_between(user, people):
        raise OutOfReach
    return people


def ban_for(membership: Membership, user_id: int) -> Ban:
    """A ban in the room that this member keeps order in."""
    ban = membership.room.bans.filter(user_id=min(user_id, BIGGEST_ID)).first()
    if ban is None:
        raise PersonNotFound
    return ban
