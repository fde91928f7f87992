"""Make rooms."""

from django.conf import settings
from django.db import transaction

from chat import broadcasts
from chat.errors import InvalidRoom
from chat.models import Membership, Room
from texter.words import clean_line


@transaction.atomic
def open_room(*, by, name: str, topic: str = "", is_default: bool = False) -> Room:
    """Make a room that anyone on the site may find and join; `by` becomes its owner."""
    name, topic = clean_line(name), clean_line(topic)
    if not name:
        raise InvalidRoom
    _check_length("A room's name", name, settings.ROOM_NAME_LENGTH)
    _check_length("A topic", topic, settings.TOPIC_LENGTH)
    room = Room.objects.create(name=name, topic=topic, is_default=is_default)
    owner = Membership.objects.create(room=room, user=by, role=Membership.Role.OWNER)
    broadcasts.room_joined(owner)
    return room


def _check_length(what: str, words: str, limit: int) -> None:
    if len(words) > limit:
        raise InvalidRoom(f"{what} can be up to {limit} characters. This one has {len(words)}.")
