"""The switcher in a browser: by keyboard, by mouse, and as a page without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.talk import until_live
from tests.cast import room_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_page, ann, bob, room):
    room_of(ann, bob, name="Marketing")
    room_of(ann, name="Market stall")
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    return page


def chosen(page):
    return page.locator("[role=option][aria-selected=true] bdi").first


def test_by_keyboard_alone(page):
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(3)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press_sequentially("mar")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(chosen(page)).to_have_text("Marketing")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_have_text("Market stall")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_have_text("Marketing")
    selected = page.locator("[role=option][aria-selected=true]").get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", selected)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Marketing")


def test_escape_closes_it_and_gives_the_focus_back(page):
    page.locator("#composer").focus()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#switcher")).to_be_hidden()
    expect(page.locator("#composer")).to_be_focused()


def test_by_mouse_one_joins_an_open_room(page):
    page.get_by_role("link", name="Jump to…").click()
    page.get_by_role("combobox").fill("stall")
    expect(page.get_by_role("option")).to_have_count(1)
    page.get_by_role("option").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Market stall")


def test_nothing_found_is_said(page):
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("zzz")
    expect(page.get_by_text("Nothing by that name.")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page.locator("#switcher")).to_be_visible()


def test_nothing_is_wrong_with_it(page, look):
    page.keyboard.press("Control+k")
    for words in ("", "m", "zzz"):
        with page.expect_response("**/switcher/?q=*"):
            page.get_by_role("combobox").fill(words or " ")
        look(page)


def test_without_javascript_it_is_a_page(open_page, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/", java_script_enabled=False)
    page.get_by_role("link", name="Jump to…").click()
    page.get_by_label("A room or a person").fill("gen")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("main").get_by_role("link", name="General").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("General")
