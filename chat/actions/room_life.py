"""What a room is called and who gets in; its end, and its coming back."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.allowances import Ceiling, spend
from accounts.invites import revoke_invites_to
from accounts.models import Verb
from chat import broadcasts
from chat.actions.revocations import revoke_room
from chat.actions.rooms import checked_name, checked_topic
from chat.actions.standing import standing
from chat.actions.system_lines import write_line
from chat.errors import InvalidRoom
from chat.models import Membership, Room
from chat.models.room import SLOW_MODES
from chat.rights import check_decorator, check_doorkeeper, check_owner

CHANGES = Ceiling("room change", settings.ROOM_CHANGES_AN_HOUR, 3_600)


@transaction.atomic
def describe_room(*, room: Room, by, name: str, topic: str, colour: int | None) -> Room:
    """Give a room its name, topic and colour; `colour` None: the site picks one."""
    room = standing(room=room, user=by, check=check_decorator).room
    count_change(by)
    before = (room.name, room.topic)
    room.name, room.topic, room.colour = checked_name(name), checked_topic(topic), colour
    room.save(update_fields=["name", "topic", "colour"])
    if room.name != before[0]:
        write_line(room=room, user=by, words=f"renamed the room to {room.name}")
    if room.topic != before[1]:
        write_line(room=room, user=by, words="changed the topic")
    return told(room)


@transaction.atomic
def open_up(*, room: Room, by) -> Room:
    """From now on anyone on the site may find and join it."""
    return _converted(room, by, Room.Kind.OPEN, "opened the room to everyone here")


@transaction.atomic
def close_off(*, room: Room, by) -> Room:
    """From now on nobody comes in who is not brought; links of plain members end."""
    return shut(_converted(room, by, Room.Kind.CLOSED, "closed the room"))


def shut(room: Room) -> Room:
    """The links of plain members end with a room's openness."""
    keepers = Membership.objects.in_room(room.pk).moderators().values_list("user_id", flat=True)
    revoke_invites_to(room_id=room.pk, but_by=keepers)
    return room


def _converted(room: Room, by, kind: str, words: str) -> Room:
    room = standing(room=room, user=by, check=check_doorkeeper).room
    if room.kind == kind:
        return room
    count_change(by)
    return converted(room, by, kind, words)


def converted(room: Room, by, kind: str, words: str) -> Room:
    """As part of a verb; the room is locked."""
    room.kind = kind
    room.save(update_fields=["kind"])
    write_line(room=room, user=by, words=words)
    return room


@transaction.atomic
def limit_members(*, room: Room, by, limit: int | None) -> Room:
    """Let no more people in than this; None: as many as the site does. Who is in stays."""
    if limit is not None and limit < 1:
        raise InvalidRoom
    room = standing(room=room, user=by, check=check_doorkeeper).room
    if room.max_members == limit:
        return room
    count_change(by)
    room.max_members = limit
    room.save(update_fields=["max_members"])
    return told(room)


@transaction.atomic
def slow_down(*, room: Room, by, seconds: int) -> Room:
    """A member waits this long between two messages; 0: no longer than anywhere."""
    if seconds not in SLOW_MODES:
        raise InvalidRoom
    room = standing(room=room, user=by, check=check_decorator).room
    if room.slow_seconds == seconds:
        return room
    count_change(by)
    room.slow_seconds = seconds
    room.save(update_fields=["slow_seconds"])
    words = f"set slow mode to {room.slow_words}" if seconds else "ended slow mode"
    write_line(room=room, user=by, words=words)
    return room


@transaction.atomic
def archive_room(*, room: Room, by) -> Room:
    """Nothing more is said in it; it can be read."""
    room = standing(room=room, user=by, check=check_owner).room
    if room.is_archived:
        return room
    count_change(by)
    return archived(room, by)


@transaction.atomic
def restore_room(*, room: Room, by) -> Room:
    room = standing(room=room, user=by, check=check_owner).room
    if not room.is_archived:
        return room
    count_change(by)
    return restored(room, by)


def archived(room: Room, by) -> Room:
    """As part of a verb; the room is locked."""
    room.archived_at = timezone.now()
    audit.note(Verb.ROOM_ARCHIVED, by=by, room=room)
    return _kept(room, by, "archived the room")


def restored(room: Room, by) -> Room:
    """As part of a verb; the room is locked."""
    room.archived_at = None
    audit.note(Verb.ROOM_RESTORED, by=by, room=room)
    return _kept(room, by, "restored the room")


def _kept(room: Room, by, words: str) -> Room:
    room.save(update_fields=["archived_at"])
    write_line(room=room, user=by, words=words)
    return room


@transaction.atomic
def delete_room(*, room: Room, by) -> None:
    """The room goes with all that was said in it; open pages lose it, and links to it end."""
    ended(standing(room=room, user=by, check=check_owner).room, by)


def ended(room: Room, by) -> None:
    """As part of a verb; the room is locked."""
    audit.note(Verb.ROOM_DELETED, by=by, room=room)
    revoke_room(room=room)
    revoke_invites_to(room_id=room.pk)
    room.delete()
    broadcasts.reports_changed()  # those of its messages are gone


def count_change(by) -> None:
    """What becomes of a room is told to everybody in it; raises Spent."""
    spend(CHANGES, str(by.pk))


def told(room: Room) -> Room:
    """Everybody's sidebar shows the room as it is now."""
    room.take_version()
    broadcasts.room_changed(room)
    return room
