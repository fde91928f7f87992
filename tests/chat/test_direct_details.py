"""What the details of a direct room say: who it is with, and what one can do about them."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.blocks import block
from accounts.people import deactivate
from chat.actions.direct_rooms import direct_room

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def direct(ann, bob):
    return direct_room(people=[ann, bob])


@pytest.fixture
def anns(browse_as, ann):
    return browse_as(ann)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "panel"])
def test_they_show_the_other_one(anns, bob, room, direct, headers):
    shown = anns.get(f"/rooms/{direct.pk}/details/", headers=headers)
    assertContains(shown, f'class="person-card" data-label-of="{bob.pk}" aria-label="Bob">')
    assertContains(shown, "/people/bob/block/")
    assertContains(shown, f'href="/rooms/{room.pk}/"')  # a room they share
    assertContains(shown, 'name="level"')
    assertContains(shown, 'value="hide"')
    assertNotContains(shown, "<h2></h2>")
    assertNotContains(shown, f"room {direct.pk}")


def test_a_blocked_one_can_be_unblocked_there(anns, ann, bob, direct):
    block(by=ann, whom=bob)
    assertContains(anns.get(f"/rooms/{direct.pk}/details/"), "/people/bob/unblock/")


def test_they_list_several(anns, ann, bob, cid):
    three = direct_room(people=[ann, bob, cid])
    shown = anns.get(f"/rooms/{three.pk}/details/", headers=HTMX)
    for each in (bob, cid):
        assertContains(shown, f'<bdi data-name-of="{each.pk}">{each.name}</bdi>', count=2)
    assertContains(shown, "3 people")
    assertContains(shown, '<a class="who" href="/people/cid/">')
    assertNotContains(shown, "/block/")


def test_nothing_is_offered_about_who_is_gone(anns, bob, direct):
    deactivate(bob)
    assertNotContains(anns.get(f"/rooms/{direct.pk}/details/"), "person-card__actions")


def test_members_and_details_are_one_page(anns, direct):
    assertRedirects(anns.get(f"/rooms/{direct.pk}/members/"), f"/rooms/{direct.pk}/details/")


def test_the_head_leads_to_the_card_and_to_the_details(anns, bob, direct):
    shown = anns.get(f"/rooms/{direct.pk}/")
    name = f'<bdi data-name-of="{bob.pk}">Bob</bdi>'
    assertContains(shown, f'<a class="who" href="/people/bob/">{name}</a>')
    assertContains(shown, f'href="/rooms/{direct.pk}/details/" data-opens-details')


def test_an_outsider_finds_none(browse_as, cid, direct):
    assert browse_as(cid).get(f"/rooms/{direct.pk}/details/").status_code == 404
