"""What those who run the site do to any room for groups, in it or not. Direct rooms are not theirs."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit, order
from accounts.models import User, Verb
from chat.actions.memberships import go_out
from chat.actions.ownership import see_to_owner
from chat.actions.room_life import archived, converted, ended, restored, shut
from chat.errors import NotAllowed, PersonNotFound
from chat.models import Ban, Membership, Room

BY_STAFF = "by those who run this site"


@transaction.atomic
def close_any_room(*, room: Room, by: User) -> Room:
    """From now on nobody comes in who is not brought."""
    room = _any(room, by)
    if room.kind == Room.Kind.CLOSED:
        return room
    audit.note(Verb.ROOM_CLOSED, by=by, room=room)
    return shut(converted(room, by, Room.Kind.CLOSED, "closed the room"))


@transaction.atomic
def archive_any_room(*, room: Room, by: User) -> Room:
    room = _any(room, by)
    return room if room.is_archived else archived(room, by)


@transaction.atomic
def restore_any_room(*, room: Room, by: User) -> Room:
    room = _any(room, by)
    return restored(room, by) if room.is_archived else room


@transaction.atomic
def delete_any_room(*, room: Room, by: User) -> None:
    """With all that was said in it, at once and for good."""
    ended(_any(room, by), by)


@transaction.atomic
def remove_any_member(*, membership: Membership, by: User) -> Membership:
    """They may come back by the ways that are open to them."""
    _send_away(membership, by, Verb.MEMBER_REMOVED, "was removed")
    return membership


@transaction.atomic
def ban_any_member(*, membership: Membership, by: User) -> Ban:
    """They may not come back until they are let in again."""
    room = _send_away(membership, by, Verb.MEMBER_BANNED, "was banned")
    facts = {"room": room, "user": membership.user}
    return Ban.objects.get_or_create(**facts, defaults={"by": by})[0]


@transaction.atomic
def lift_any_ban(*, ban: Ban, by: User) -> None:
    room = _any(ban.room, by)
    if Ban.objects.filter(pk=ban.pk).delete()[0]:
        audit.note(Verb.BAN_LIFTED, by=by, person=ban.user, room=room)


def _any(room: Room, by: User) -> Room:
    """The room as it stands now, which is locked from here on."""
    order.check_staff(by)
    room = Room.objects.locked(room.pk)
    if room.is_direct:
        raise NotAllowed(_("That is for rooms. This is a direct conversation."))
    return room


def _send_away(membership: Membership, by: User, verb: Verb, words: str) -> Room:
    """The next in line owns a room whose only owner goes. Raises PersonNotFound for who left."""
    order.check_below(by, membership.user)
    room = _any(membership.room, by)
    if not Membership.objects.filter(pk=membership.pk).exists():
        raise PersonNotFound
    audit.note(verb, by=by, person=membership.user, room=room)
    see_to_owner(room=room, leaving=membership.user)
    go_out(membership=membership, words=f"{words} {BY_STAFF}")
    return room
