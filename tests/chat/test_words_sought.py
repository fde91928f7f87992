"""What is typed into a search field means the same on every page."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.cast import person

pytestmark = pytest.mark.django_db

FIELDS = ["/people/", "/rooms/direct/new/", "/switcher/", "/rooms/{room}/members/add/"]


@pytest.mark.parametrize("words", ["dan", "@dan", " @Dan ", "@DA"])
@pytest.mark.parametrize("field", FIELDS)
def test_a_person_is_found_by_name_with_or_without_an_at(browse_as, ann, room, field, words):
    person("dan")
    person("eve")
    shown = browse_as(ann).get(field.format(room=room.pk), {"q": words})
    assertContains(shown, "@dan")
    assertNotContains(shown, "@eve")


@pytest.mark.parametrize("words", ["bob", "@bob"])
def test_so_are_members(browse_as, ann, room, words):
    shown = browse_as(ann).get(f"/rooms/{room.pk}/members/", {"q": words})
    assertContains(shown, "@bob")
    assertNotContains(shown, '<small class="truncate">You')


def test_and_rooms(browse_as, ann, room):
    assertContains(browse_as(ann).get("/rooms/browse/", {"q": "@launch"}), "Launch week")
