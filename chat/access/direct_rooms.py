"""Where a person may write: whoever blocks them, or keeps to contacts, is out of reach."""

from accounts import blocks, contacts
from accounts.models import User
from chat.access.rooms import membership_for
from chat.errors import OutOfReach
from chat.models import Membership, Message, Room


def direct_room_for(user, people: list[User]) -> Room | None:
    """The direct room of the user with these people, None where there is none yet.

    Raises OutOfReach where the user may not write to one of them, always in the same words: whether
    that is for a block or for their settings is not told.
    """
    room = Room.objects.direct_among([user, *people]).first()
    _check_reach(user, people, room)
    return room


def writing_membership_for(user, room_id: int) -> Membership:
    """The person's membership in a room that they may write in."""
    return within_reach(membership_for(user, room_id))


def within_reach(membership: Membership) -> Membership:
    """The membership itself, where its person may write in the room."""
    user, room = membership.user, membership.room
    if room.is_direct:
        others = set(room.people_ids) - {user.pk}
        if len(others) == 1:
            _check_reach(user, list(User.objects.filter(pk__in=others)), room)
    return membership


def _check_reach(user, people: list[User], room: Room | None) -> None:
    is_gone = any(not person.is_active for person in people)
    if is_gone or blocks.stands_between(user, people):
        raise OutOfReach
    closed = contacts.closed_to(user, people)
    if closed and not (room and Message.objects.in_room(room.pk).are_by_all(closed)):
        raise OutOfReach
