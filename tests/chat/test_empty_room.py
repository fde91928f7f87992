"""A room in which nobody else is says what to do about it."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from chat.actions.direct_rooms import direct_room
from tests.cast import room_of

pytestmark = pytest.mark.django_db


def test_whoever_is_alone_is_led_to_adding_people(browse_as, ann):
    alone = room_of(ann, name="Quiet")
    shown = browse_as(ann).get(f"/rooms/{alone.pk}/")
    assertContains(shown, "Only you are here so far.")
    assertContains(shown, f'href="/rooms/{alone.pk}/members/add/"')


def test_a_room_with_others_says_nothing_of_it(browse_as, ann, room):
    assertNotContains(browse_as(ann).get(f"/rooms/{room.pk}/"), "Only you are here")


def test_nor_does_a_direct_room_with_oneself(browse_as, ann):
    own = direct_room(people=[ann])
    assertNotContains(browse_as(ann).get(f"/rooms/{own.pk}/"), "Only you are here")
