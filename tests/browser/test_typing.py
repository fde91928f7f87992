"""Who is typing: named while it lasts, never oneself, and not for long."""

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.browser.talk import message, until_live, write
from tests.browser.test_sockets import HANGING

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(ann, bob, room):
    more = [cast.person(name) for name in ("cid", "dan")]
    for each in more:
        cast.join_room(room=room, user=each)
    return [ann, bob, *more]


@pytest.fixture
def pages(open_page, people, room):
    pages = [open_page(person, f"/rooms/{room.pk}/") for person in people]
    for page in pages:
        until_live(page)
    return pages


def test_one_two_and_several_are_put_in_words(pages):
    anns, *others = pages
    line = anns.locator("#typing-line")
    for page, words in zip(
        others,
        ("Bob is typing", "Bob and Cid are typing", "Several people are typing"),
        strict=True,
    ):
        page.locator("#composer").press_sequentially("h")
        expect(line).to_have_text(words)
    write(others[0], "that was it")
    expect(line).to_have_text("Cid and Dan are typing")
    expect(message(anns, "that was it")).to_be_visible()


def test_who_stops_typing_is_forgotten(pages):
    anns, bobs, *_ = pages
    bobs.locator("#composer").press_sequentially("h")
    expect(anns.locator("#typing-line")).to_have_text("Bob is typing")
    expect(anns.locator("#typing-line")).to_be_hidden(timeout=8_000)


def test_the_line_moves_nothing(pages):
    anns, bobs, *_ = pages
    composer, log = anns.locator("#composer"), anns.locator(".log")
    before = composer.bounding_box(), log.bounding_box()
    bobs.locator("#composer").press_sequentially("h")
    expect(anns.locator("#typing-line")).to_be_visible()
    assert (composer.bounding_box(), log.bounding_box()) == before


def test_without_a_socket_it_is_told_by_request(open_page, pages, bob, room):
    anns = pages[0]
    cut_off = open_page(bob, "/rooms/")
    cut_off.add_init_script(HANGING)
    cut_off.goto(f"/rooms/{room.pk}/")
    cut_off.locator("#composer").press_sequentially("h")
    expect(anns.locator("#typing-line")).to_have_text("Bob is typing")
