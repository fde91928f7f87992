"""Everything by keyboard: into the log and back, menus, Escape one step at a time."""

import pytest
from playwright.sync_api import expect

from tests.browser.talk import message, until_live
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_page, ann, bob, room):
    for number in range(4):
        say(bob, room, f"line {number}")
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    return page


def test_the_log_is_entered_from_an_empty_composer_and_left_with_escape(page):
    page.locator("#composer").press("Shift+Tab")
    expect(message(page, "line 3")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(message(page, "line 2")).to_be_focused()
    page.keyboard.press("Home")
    expect(message(page, "line 0")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(message(page, "line 1")).to_be_focused()
    page.keyboard.press("End")
    expect(message(page, "line 3")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#composer")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    expect(page.locator("#composer")).to_be_focused()


def test_a_composer_with_text_keeps_its_keys(page):
    page.locator("#composer").fill("half a thought")
    page.locator("#composer").press("Alt+ArrowUp")
    expect(page.locator("#composer")).to_be_focused()


def test_focus_stays_on_a_row_that_is_replaced(page, room):
    page.locator("#composer").press("Shift+Tab")
    row = message(page, "line 3")
    expect(row).to_be_focused()
    html = row.evaluate("row => row.outerHTML").replace("line 3", "line 3, better")
    version = int(row.get_attribute("data-version"))
    page.evaluate(
        "html => htmx.swap(document.body, html, {swapStyle: 'none'})",
        f'<div hx-swap-oob="upsert:#messages" data-room="{room.pk}" data-since="{version}" data-version="{version + 1}">'
        + html.replace(f'data-version="{version}"', f'data-version="{version + 1}"')
        + "</div>",
    )
    expect(message(page, "line 3, better")).to_be_focused()


def test_a_menu_closes_with_escape_and_with_a_click_elsewhere(page):
    menu = page.locator(".room-menu")
    leave = page.get_by_role("link", name="Leave room")
    menu.locator("summary").press("Enter")
    expect(leave).to_be_visible()
    page.keyboard.press("Escape")
    expect(leave).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").click()
    expect(leave).to_be_visible()
    page.locator(".log").click(position={"x": 5, "y": 5})
    expect(leave).to_be_hidden()


def test_escape_closes_the_menu_before_it_takes_the_new_line(open_page, bob, ann, room):
    say(ann, room, "unread")
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    expect(page.locator("#unread")).to_be_visible()
    page.locator(".room-menu summary").press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#unread")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#unread")).to_have_count(0)


def test_a_question_mark_outside_the_composer_shows_the_keys(page, look):
    page.locator("#composer").press_sequentially("why?")
    expect(page.locator("#composer")).to_have_value("why?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_hidden()
    message(page, "line 3").focus()
    page.keyboard.press("?")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("Ctrl K")
    look(page)
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(message(page, "line 3")).to_be_focused()
    expect(page.locator("#composer")).to_have_value("why?")


def test_alt_and_an_arrow_lead_to_the_next_room(page, ann, room):
    page.locator("#composer").press("Alt+ArrowUp")
    expect(page.get_by_role("heading", name="General", level=1)).to_be_visible()
    page.locator("#composer").press("Alt+ArrowDown")
    expect(page.get_by_role("heading", name="Launch week", level=1)).to_be_visible()


def test_the_skip_link_leads_to_the_composer(page):
    page.locator("#composer").evaluate("field => field.blur()")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#composer")).to_be_focused()


def test_new_messages_are_announced_in_one_place(open_page, page, bob, room):
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "off")
    bobs = open_page(bob, f"/rooms/{room.pk}/")
    bobs.locator("#composer").fill("hear this")
    bobs.locator("#composer").press("Enter")
    expect(page.locator("#announcer")).to_have_text("Bob: hear this")
    expect(bobs.locator("#announcer")).to_have_text("")
