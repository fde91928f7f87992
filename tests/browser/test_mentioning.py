"""Behind an @ the people of the room are offered, by key, pointer and screen reader."""

import re

import pytest
from playwright.sync_api import expect

from chat.actions.memberships import join_room
from tests.browser.axe import violations
from tests.browser.talk import message, until_live
from tests.cast import person, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_page, ann, bob, room):
    for name in ("Cleo", "Bonnie"):
        join_room(room=room, user=person(name))
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    return page


@pytest.fixture
def box(page):
    return page.locator("#suggestions")


def names(box):
    return box.locator("[role=option]")


def test_an_at_sign_offers_the_people_and_everybody(page, box):
    page.locator("#composer").press_sequentially("hi @")
    expect(names(box)).to_have_text([re.compile(n) for n in ("Bob", "Bonnie", "Cleo", "room")])
    expect(page.locator("#suggestions-status")).to_have_text("4 suggestions")
    assert violations(page) == []


def test_keys_choose_and_the_composer_says_where_they_are(page, box):
    composer = page.locator("#composer")
    composer.press_sequentially("hi @bo")
    expect(names(box)).to_have_count(2)
    first, second = [names(box).nth(n).get_attribute("id") for n in (0, 1)]
    expect(composer).to_have_attribute("aria-activedescendant", first)
    composer.press("ArrowUp")
    expect(composer).to_have_attribute("aria-activedescendant", second)
    composer.press("ArrowDown")
    expect(composer).to_have_attribute("aria-activedescendant", first)
    composer.press("ArrowDown")
    composer.press("Enter")
    expect(composer).to_have_value("hi @bonnie ")
    expect(box).to_be_hidden()
    expect(page.locator("#messages > [data-state]")).to_have_count(0)
    composer.press("Enter")
    expect(message(page, "hi @Bonnie")).to_be_attached()


def test_tab_accepts_and_a_click_does(page, box):
    composer = page.locator("#composer")
    composer.press_sequentially("@cl")
    expect(box).to_be_visible()
    composer.press("Tab")
    expect(composer).to_have_value("@cleo ")
    composer.press_sequentially("@ro")
    names(box).filter(has_text="room").click()
    expect(composer).to_have_value("@cleo @room ")
    expect(composer).to_be_focused()


def test_escape_closes_it_and_nothing_else(page, box):
    composer = page.locator("#composer")
    composer.press_sequentially("@b")
    expect(box).to_be_visible()
    composer.press("Escape")
    expect(box).to_be_hidden()
    composer.press_sequentially("ob")
    expect(composer).to_have_value("@bob")
    expect(box).to_be_hidden()
    composer.press_sequentially(" @b")
    expect(box).to_be_visible()


def test_an_address_offers_nobody(page, box):
    page.locator("#composer").press_sequentially("mail bob@b @")
    expect(names(box)).to_have_count(4)
    page.locator("#composer").fill("")
    page.locator("#composer").press_sequentially("mail bob@b")
    expect(box).to_be_hidden()


def test_who_joins_is_offered_at_once(page, box, room):
    composer = page.locator("#composer")
    composer.press_sequentially("@da")
    expect(page.locator("#suggestions-status")).to_have_text("")
    composer.fill("")
    join_room(room=room, user=person("Dave"))
    expect(page.locator(".sysmsg").filter(has_text="Dave")).to_be_attached()
    composer.press_sequentially("@da")
    expect(names(box)).to_have_text([re.compile("Dave")])


def test_what_names_me_stands_out_on_load_and_by_push(page, bob, ann, room):
    say(bob, room, "@ann look")
    say(bob, room, "@room look, all")
    say(bob, room, "@bonnie look")
    say(ann, room, "@room from me")
    marked = re.compile("msg--mentions-me")
    for _ in range(2):
        expect(message(page, "@Ann look")).to_have_class(marked)
        expect(message(page, "@room look, all")).to_have_class(marked)
        expect(message(page, "@Bonnie look")).not_to_have_class(marked)
        expect(message(page, "@room from me")).not_to_have_class(marked)
        page.reload()


def test_nothing_is_wrong_with_the_looks_of_a_mention(page, bob, room, look):
    say(bob, room, "@ann look")
    expect(message(page, "@Ann look")).to_be_attached()
    look(page)
