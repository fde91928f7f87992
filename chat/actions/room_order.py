"""What moderators of the site do to any room for groups, in it or not. Direct rooms are not theirs."""

from django.db import transaction

from accounts import audit
from accounts.models import User, Verb
from chat.actions.memberships import go_out
from chat.actions.ownership import see_to_owner
from chat.actions.room_life import archived, converted, ended, restored, shut
from chat.actions.standing import moderating
from chat.models import Ban, Membership, Room
from chat.rights import check_group, check_over

BY_MODERATOR = "by a moderator of the site"


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
def remove_from_any_room(*, room: Room, person: User, by: User) -> None:
    """They may come back by the ways that are open to them. Nothing is said of who left already."""
    room, person = _over(room, person, by)
    if _send_away(room, person, "was removed"):
        audit.note(Verb.MEMBER_REMOVED, by=by, person=person, room=room)


@transaction.atomic
def ban_from_any_room(*, room: Room, person: User, by: User) -> Ban:
    """They may not come back until they are let in again; who left already, neither."""
    room, person = _over(room, person, by)
    ban, is_new = Ban.objects.get_or_create(room=room, user=person, defaults={"by": by})
    if is_new:
        audit.note(Verb.MEMBER_BANNED, by=by, person=person, room=room)
    _send_away(room, person, "was banned")
    return ban


@transaction.atomic
def lift_any_ban(*, ban: Ban, by: User) -> None:
    room = _any(ban.room, by)
    if Ban.objects.filter(pk=ban.pk).delete()[0]:
        audit.note(Verb.BAN_LIFTED, by=by, person=ban.user, room=room)


def _any(room: Room, by: User) -> Room:
    """The room as it stands now, which is locked from here on."""
    room = moderating(room=room, user=by).room
    check_group(room)
    return room


def _over(room: Room, person: User, by: User) -> tuple[Room, User]:
    """Both as they stand now: somebody may have been made a moderator since they were looked at."""
    room = _any(room, by)
    person = User.objects.select_related("bot__owner").get(pk=person.pk)
    check_over(by, person)
    return room, person


def _send_away(room: Room, person: User, words: str) -> bool:
    """Whether they were there. The next in line owns a room whose only owner goes."""
    member = Membership.objects.of(person).in_room(room.pk).first()
    if member is None:
        return False
    member.room, member.user = room, person
    see_to_owner(room=room, leaving=person)
    go_out(membership=member, words=f"{words} {BY_MODERATOR}")
    return True
