"""A room in which nobody else is says what to do about it."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from chat.actions.direct_rooms import direct_room
from chat.actions.memberships import come_in
from chat.actions.room_life import archive_room
from chat.actions.rooms import closed_room
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


def test_whoever_may_bring_people_in_is_led_to_the_links_too(browse_as, ann, room):
    assertContains(browse_as(ann).get(f"/rooms/{room.pk}/"), f'href="/invites/?room={room.pk}"', 2)


def test_whoever_may_not_is_not_led_there(browse_as, ann, bob):
    closed = closed_room(by=ann, name="Crew only")
    come_in(room=closed, user=bob, words="joined")
    shown = browse_as(bob).get(f"/rooms/{closed.pk}/")
    assertContains(shown, "Say hello, or drop a file.")
    assertNotContains(shown, f'href="/rooms/{closed.pk}/members/add/"')
    assertNotContains(shown, f'href="/invites/?room={closed.pk}"')


def test_an_archived_room_asks_for_nobody(browse_as, ann):
    alone = room_of(ann, name="Quiet")
    archive_room(room=alone, by=ann)
    shown = browse_as(ann).get(f"/rooms/{alone.pk}/")
    assertNotContains(shown, "Only you are here")
    assertNotContains(shown, f'href="/rooms/{alone.pk}/members/add/"')
