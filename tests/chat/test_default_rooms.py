"""The rooms that newcomers find themselves in: the site's owner chooses them."""

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from chat.actions.rooms import closed_room
from chat.models import Room
from tests.cast import person

pytestmark = pytest.mark.django_db
PAGE = "/settings/site/rooms/"


@pytest.fixture
def owners(browse_as, ann):
    return browse_as(ann)


def defaults() -> set[str]:
    return set(Room.objects.default().values_list("name", flat=True))


def test_the_owner_chooses_them(owners, room):
    assert defaults() == {"General"}
    assertRedirects(owners.post(PAGE, {"room": room.pk}), PAGE)
    assert defaults() == {"Launch week"}
    assertContains(owners.get(PAGE), f'value="{room.pk}" checked')


def test_newcomers_are_in_all_of_them(owners, room):
    general = Room.objects.get(name="General")
    owners.post(PAGE, {"room": [room.pk, general.pk]})
    dan = person("dan")
    assert set(dan.memberships.values_list("room__name", flat=True)) == {"General", "Launch week"}


def test_none_is_a_choice_too(owners, room):
    assertRedirects(owners.post(PAGE), PAGE)
    assert defaults() == set()


def test_a_closed_room_is_none_of_them(owners, ann):
    crew = closed_room(by=ann, name="Crew")
    assert owners.post(PAGE, {"room": crew.pk}).status_code == 404
    assert owners.post(PAGE, {"room": "999999"}).status_code == 404
    assert defaults() == {"General"}


@pytest.mark.parametrize("word", ["", "x", "-1", "1.5", "9" * 30])
def test_a_room_is_a_whole_number(owners, word):
    assert owners.post(PAGE, {"room": word}).status_code == 400
    assert defaults() == {"General"}


def test_nobody_else_finds_the_page(browse_as, client, bob):
    assert browse_as(bob).get(PAGE).status_code == 404
    assert browse_as(bob).post(PAGE).status_code == 404
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE).status_code == 302
    assert defaults() == {"General"}


def test_it_is_read_and_sent_only(owners):
    assert owners.put(PAGE).status_code == 405
