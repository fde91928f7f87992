"""From a person and an id to the thing itself, always through membership.

What is not theirs raises the same error as what is not there: a stranger cannot tell a private room from none.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts import blocks, contacts
from accounts.circles import relation_between
from accounts.invites import invite_for
from accounts.models import Block, Contact, Invite, User
from chat import rights
from chat.errors import (
    AskNotFound,
    AttachmentGone,
    AttachmentNotFound,
    InviteGone,
    InviteNotFound,
    MessageNotFound,
    NotAllowed,
    OutOfReach,
    PersonNotFound,
    RoomNotFound,
)
from chat.models import Attachment, Ban, Membership, Message, Room, RoomPicture

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


def attachment_for(membership: Membership, attachment_id: int) -> Attachment:
    """A file that this member may see: one that was sent, with a message that stands."""
    visible = Attachment.objects.visible_to(membership)
    attachment = visible.filter(pk=min(attachment_id, BIGGEST_ID)).first()
    if attachment is None:
        raise AttachmentNotFound
    return attachment


def own_attachments_for(membership: Membership, keys: Sequence[UUID]) -> list[Attachment]:
    """What this member uploaded into the room, in the order asked for; raises AttachmentGone.

    A message sent again asks for what it has already.
    """
    own = Attachment.objects.filter(uploader=membership.user, room=membership.room)
    found = {attachment.key: attachment for attachment in own.filter(key__in=keys)}
    if len(found) < len(set(keys)):
        raise AttachmentGone
    return [found[key] for key in dict.fromkeys(keys)]


def waiting_attachment_for(membership: Membership, key: UUID) -> Attachment:
    """What this member uploaded and has not sent."""
    own = Attachment.objects.waiting_of(membership.user, membership.room_id)
    attachment = own.filter(key=key).first()
    if attachment is None:
        raise AttachmentNotFound
    return attachment


def joinable_room_for(user, room_id: int) -> Room:
    """An open room, or one that the person is in already."""
    room = Room.objects.filter(pk=min(room_id, BIGGEST_ID)).first()
    if room is None or not (room.is_open or room.memberships.filter(user=user).exists()):
        raise RoomNotFound
    return room


def open_rooms_for(user, room_ids: Iterable[int]) -> list[Room]:
    """Rooms that everybody on the site may know of."""
    ids = set(room_ids)
    found = list(Room.objects.open().filter(pk__in=ids))
    if len(found) < len(ids):
        raise RoomNotFound
    return found


def inviting_membership_for(user, room_id: int) -> Membership:
    """The person's membership in a room that they may bring people into."""
    membership = membership_for(user, room_id)
    rights.check_inviter(membership)
    return membership


def moderating_membership_for(user, room_id: int) -> Membership:
    """The person's membership in a room where they keep order."""
    membership = membership_for(user, room_id)
    rights.check_moderator(membership)
    return membership


def owning_membership_for(user, room_id: int) -> Membership:
    """The person's membership in a room of theirs."""
    membership = membership_for(user, room_id)
    rights.check_owner(membership)
    return membership


def decorating_membership_for(user, room_id: int) -> Membership:
    """The person's membership in a room whose name and looks they may change."""
    membership = membership_for(user, room_id)
    rights.check_decorator(membership)
    return membership


def doorkeeping_membership_for(user, room_id: int) -> Membership:
    """The person's membership in a room where they decide who gets in."""
    membership = membership_for(user, room_id)
    rights.check_doorkeeper(membership)
    return membership


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


def ban_for(membership: Membership, user_id: int) -> Ban:
    """A ban in the room that this member keeps order in."""
    ban = membership.room.bans.filter(user_id=min(user_id, BIGGEST_ID)).first()
    if ban is None:
        raise PersonNotFound
    return ban


def picture_for(user, room_id: int, version: int) -> RoomPicture:
    """The picture of a room that the person may know of, as of this version."""
    room = joinable_room_for(user, room_id)
    picture = RoomPicture.objects.filter(room=room).first()
    if picture is None or room.picture_version != version:
        raise RoomNotFound
    return picture


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
    hosts = Membership.objects.of(invite.created_by).in_room(invite.room_id).inviting()
    if room is None or not hosts.exists():
        raise InviteGone
    return invite, room


def person_for(user, username: str) -> User:
    """Somebody of the site. Only who is signed in asks, and everybody there may be looked at."""
    people = User.objects.filter(username=User.normalize_username(username), is_active=True)
    person = people.first() if username.isprintable() else None
    if person is None:
        raise PersonNotFound
    return person


def other_person_for(user, username: str) -> User:
    """Somebody whom the person can know, write to or block: anyone but themself."""
    person = person_for(user, username)
    if person.pk == user.pk:
        raise NotAllowed(_("That is you."))
    return person


def unblocked_person_for(user, username: str) -> User:
    """Somebody whom the person can ask to be a contact."""
    person = other_person_for(user, username)
    if blocks.has_blocked(user, person):
        raise NotAllowed(_("You blocked this person. Unblock them first."))
    return person


def contact_for(user, username: str) -> Contact:
    """What there is between the two, accepted or waiting."""
    contact = relation_between(user, other_person_for(user, username)).contact
    if contact is None:
        raise AskNotFound
    return contact


def ask_for(user, username: str) -> Contact:
    """An ask that waits for this person's answer."""
    relation = relation_between(user, unblocked_person_for(user, username))
    if relation.contact is None or not relation.has_asked:
        raise AskNotFound
    return relation.contact


def people_for(user, usernames: Iterable[str]) -> list[User]:
    """The people of these names, without the one who asks."""
    names = {User.normalize_username(name) for name in usernames}
    known = User.objects.filter(username__in=filter(str.isprintable, names), is_active=True)
    people = list(known)
    if len(people) < len(names):
        raise PersonNotFound
    return [person for person in people if person.pk != user.pk]


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
    membership = membership_for(user, room_id)
    room = membership.room
    if room.is_direct:
        others = {int(pk) for pk in (room.direct_key or "").split(",")} - {user.pk}
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


def people_near(user_id: int, people_ids: Iterable[int]) -> QuerySet[User]:
    """Those of these people who share a room with this one or are a contact."""
    rooms = Membership.objects.filter(user_id=user_id).values("room_id")
    shared = Membership.objects.filter(user_id=OuterRef("pk"), room_id__in=rooms)
    contacts = Contact.objects.of(user_id).of(OuterRef("pk")).accepted()
    return User.objects.filter(Exists(shared) | Exists(contacts), pk__in=people_ids)


def people_known_to(user_id: int, people_ids: Iterable[int]) -> list[int]:
    """Of the people near somebody those whose comings and goings they may see: whoever blocked them
    is offline to them. One query."""
    barred = Block.objects.filter(blocker=OuterRef("pk"), blocked=user_id)
    found = people_near(user_id, people_ids).exclude(Exists(barred))
    return list(found.values_list("pk", flat=True))
