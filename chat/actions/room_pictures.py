"""The picture of a room."""

import secrets

from django.db import transaction

from chat.actions.room_life import count_change, told
from chat.actions.standing import standing
from chat.models import Room, RoomPicture
from chat.rights import check_decorator

BIGGEST_VERSION = 2**31 - 1


@transaction.atomic
def set_picture(*, room: Room, by, image: bytes) -> Room:
    """Browsers keep a picture under its version for a year, so no version comes twice."""
    room = standing(room=room, user=by, check=check_decorator).room
    count_change(by)
    RoomPicture.objects.update_or_create(room=room, defaults={"image": image})
    return _versioned(room, 1 + secrets.randbelow(BIGGEST_VERSION))


@transaction.atomic
def remove_picture(*, room: Room, by) -> Room:
    room = standing(room=room, user=by, check=check_decorator).room
    count_change(by)
    RoomPicture.objects.filter(room=room).delete()
    return _versioned(room, 0)


def _versioned(room: Room, version: int) -> Room:
    room.picture_version = version
    room.save(update_fields=["picture_version"])
    return told(room)
