"""How present people are, as a page says it before any script runs."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from accounts.blocks import block
from accounts.profiles import note_seen
from chat import presence
from chat.actions.direct_rooms import direct_room
from chat.sidebar import pushed_sidebar, shared_row

pytestmark = pytest.mark.django_db

PAGES = ["/rooms/", "/people/", "/rooms/{room}/"]


@pytest.fixture
def direct(ann, bob):
    presence.keep("a process", {bob.pk: presence.ONLINE})
    return direct_room(people=[ann, bob])


def dot(person, state, word):
    return (
        f'data-presence="{person.pk}" data-state="{state}">'
        f'<span class="sr-only" data-word>{word}</span>'
    )


@pytest.mark.parametrize("page", PAGES)
def test_the_list_says_who_is_online(browse_as, ann, bob, direct, page):
    shown = browse_as(ann).get(page.format(room=direct.pk))
    assertContains(shown, dot(bob, "online", "Online"))


def test_the_next_page_says_who_went(browse_as, ann, bob, direct):
    browser = browse_as(ann)
    browser.get("/rooms/")
    presence.keep("a process", {bob.pk: presence.OFFLINE})
    assertContains(browser.get("/rooms/"), dot(bob, "offline", "Offline"))


@pytest.mark.parametrize("page", ["/rooms/", "/rooms/{room}/", "/rooms/{room}/details/"])
def test_who_blocked_somebody_is_offline_to_them(browse_as, ann, bob, direct, page):
    block(by=bob, whom=ann)
    assertNotContains(browse_as(ann).get(page.format(room=direct.pk)), 'data-state="online"')


def test_members_are_shown_by_the_same_rule(browse_as, ann, bob, room):
    presence.keep("a process", {bob.pk: presence.ONLINE})
    page = f"/rooms/{room.pk}/members/"
    assertContains(browse_as(ann).get(page), f'data-presence="{bob.pk}" data-state="online"')
    block(by=bob, whom=ann)
    assertNotContains(browse_as(ann).get(page), 'data-state="online"')


def test_what_is_pushed_says_nothing_of_it(ann, direct):
    for shown in (pushed_sidebar(ann.pk).frame, shared_row(direct)):
        assert 'data-state="offline"' in shown
        assert 'data-state="online"' not in shown


def test_the_head_says_when_somebody_was_here_unless_they_are_or_keep_it_from_the_reader(
    browse_as, ann, bob
):
    direct = direct_room(people=[ann, bob])
    note_seen([bob.pk])
    browser, page = browse_as(ann), f"/rooms/{direct.pk}/"
    assertContains(browser.get(page), "last seen")
    presence.keep("a process", {bob.pk: presence.ONLINE})
    assertNotContains(browser.get(page), "last seen")
    presence.keep("a process", {bob.pk: presence.OFFLINE})
    block(by=bob, whom=ann)
    assertNotContains(browser.get(page), "last seen")
