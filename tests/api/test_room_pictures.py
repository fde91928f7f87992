"""A room's picture, to programs."""

import pytest
from django.test import Client

from chat.actions.room_life import close_off
from chat.actions.room_pictures import set_picture

pytestmark = pytest.mark.django_db


def test_the_picture_is_at_the_address_that_the_room_tells(program, room, ann, bob, cid):
    set_picture(room=room, by=ann, image=b"RIFF")
    address = program(bob).get(f"/rooms/{room.pk}").json()["picture_url"]
    shown = program(bob).client.get(address)
    assert (shown.content, shown.headers["Content-Type"]) == (b"RIFF", "image/webp")
    assert Client().get(address).status_code == 401
    assert program(cid).client.get(address).status_code == 200  # anybody may join it
    close_off(room=room, by=ann)
    assert program(cid).client.get(address).status_code == 404
