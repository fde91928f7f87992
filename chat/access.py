"""From a person and an id to the thing itself, always through membership.

What is not theirs raises the same error as what is not there: a stranger cannot tell a private room from none.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.invites import invite_for
from accounts.models import Contact, Invite, User
from chat.errors import InviteGone, InviteNotFound, MessageNotFound, NotAllowed, RoomNotFound
from chat.models import Membership, Message, Room

BIGGEST_ID = 2**63 - 1


def membership_for(user, room_id: int) -> Membership:
    """The person's membership, with its room."""
    if room_id > BIGGEST_ID:
        raise RoomNotFound
    found = Membership.objects.of(user).in_room(room_id).select_related("room")
    try:
        membership = found.get()
    except Membership.DoesNotExist:
        raise RoomNotFound from None
    membership.user = user
    return membership


def message_for(membership: Membership, message_id: int) -> Message:
    """A message that this member may see."""
    if message_id > BIGGEST_ID:
        raise MessageNotFound
    visible = Message.objects.visible_to(membership).with_author()
    message = visible.filter(pk=message_id).first()
    if message is None:
        raise MessageNotFound
    return message


def joinable_room_for(user, room_id: int) -> Room:
    """An open room, or one that the person is in already."""
    room = Room.objects.filter(pk=min(room_id, BIGGEST_ID)).first()
    if room is None or not (room.is_open or room.memberships.filter(user=user).exists()):
        raise RoomNotFound
    return room


def inviting_membership_for(user, room_id: int) -> Membership:
    """The person's membership in a room that they may bring people into."""
    membership = membership_for(user, room_id)
    if not membership.can_invite:
        raise NotAllowed(_("Only the room’s owner can invite people to it."))
    return membership


def invite_of(user, invite_id: int) -> Invite:
    """A live invite that the person made."""
    invite = Invite.objects.live().by(user).filter(pk=min(invite_id, BIGGEST_ID)).first()
    if invite is None:
        raise InviteNotFound
    return invite


def open_invite(token: str) -> tuple[Invite, Room | None]:
    """What a link opens to whoever holds it; the room is None where it is the whole site."""
    invite = invite_for(token)
    if invite is None:
        raise InviteGone
    if invite.room_id is None:
        return invite, None
    room = Room.objects.filter(pk=invite.room_id).first()
    if room is None:
        raise InviteGone
    return invite, room


def people_known_to(user_id: int, people_ids: Iterable[int]) -> list[int]:
    """Those of these people who share a room with this one or are a contact; one query."""
    rooms = Membership.objects.filter(user_id=user_id).values("room_id")
    shared = Membership.objects.filter(user_id=OuterRef("pk"), room_id__in=rooms)
    contacts = Contact.objects.of(user_id).of(OuterRef("pk")).accepted()
    found = User.objects.filter(Exists(shared) | Exists(contacts), pk__in=people_ids)
    return list(found.values_list("pk", flat=True))
