"""Make rooms."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.allowances import Ceiling, spend
from chat import broadcasts
from chat.actions.standing import check_there
from chat.errors import InvalidRoom
from chat.models import Membership, Room
from chat.rights import check_founder
from texter.words import clean_line

MADE = Ceiling("new room", settings.NEW_ROOMS_AN_HOUR, 3_600)
NAME_TOO_LONG = _("A room’s name can be up to %(limit)s characters. This one has %(length)s.")
TOPIC_TOO_LONG = _("A topic can be up to %(limit)s characters. This one has %(length)s.")


@transaction.atomic
def open_room(*, by, name: str, topic: str = "", is_default: bool = False) -> Room:
    """Make a room that anyone on the site may find and join; `by` becomes its owner."""
    room = Room(kind=Room.Kind.OPEN, name=name, topic=topic, is_default=is_default)
    return _make(room, by)


@transaction.atomic
def closed_room(*, by, name: str, topic: str = "") -> Room:
    """Make a room that nobody finds who is not brought in; `by` becomes its owner."""
    return _make(Room(kind=Room.Kind.CLOSED, name=name, topic=topic), by)


def _make(room: Room, by) -> Room:
    check_founder(by)
    room.name, room.topic = checked_name(room.name), checked_topic(room.topic)
    spend(MADE, str(by.pk))
    room.save(force_insert=True)
    check_there([by])
    owner = Membership.objects.create(room=room, user=by, role=Membership.Role.OWNER)
    broadcasts.room_joined(owner)
    return room


def checked_name(name: str) -> str:
    """The name as it is kept; raises InvalidRoom."""
    name = clean_line(name)
    if not name:
        raise InvalidRoom
    _check_length(name, settings.ROOM_NAME_LENGTH, NAME_TOO_LONG)
    return name


def checked_topic(topic: str) -> str:
    topic = clean_line(topic)
    _check_length(topic, settings.TOPIC_LENGTH, TOPIC_TOO_LONG)
    return topic


def _check_length(line: str, limit: int, refusal) -> None:
    if len(line) > limit:
        raise InvalidRoom(refusal % {"limit": limit, "length": len(line)})
