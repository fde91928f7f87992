"""One toolbar for all messages: what is chosen is done to the message it was chosen for."""

import pytest
from playwright.sync_api import expect

from chat.actions.memberships import join_room
from chat.models import Message, Report
from tests.browser.talk import held, message, until_live
from tests.cast import person, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def said(bob, room):
    return [say(bob, room, words) for words in ("cheap shoes", "see you at noon", "me too")]


@pytest.fixture
def page(open_page, ann, room, said):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    return page


def by_mouse(page, row, tool, key):
    row.hover()
    row.get_by_label("More actions").click()
    row.get_by_role("link", name=tool).click()


def by_keyboard(page, row, tool, key):
    row.focus()
    page.keyboard.press("Enter")
    expect(row.get_by_label("More actions")).to_be_focused()
    row.get_by_role("link", name=tool).focus()
    page.keyboard.press("Enter")


def by_key(page, row, tool, key):
    row.focus()
    page.keyboard.press(key)


def choose(page, how, tool, key=None):
    """What is asked of the first message, while the pointer comes to rest on another."""
    asked = []
    page.mouse.move(0, 0)
    page.route("**/messages/*/*/", lambda route: asked.append(route), times=1)
    how(page, message(page, "cheap shoes"), tool, key)
    route = held(page, asked)
    message(page, "see you at noon").hover()
    expect(message(page, "see you at noon").locator(".msg__tools")).to_be_visible()
    route.continue_()


@pytest.mark.parametrize("how", [by_mouse, by_keyboard, by_key])
def test_remove_removes_the_message_that_was_chosen(page, how, said):
    choose(page, how, "Remove", "Delete")
    asked = page.get_by_role("dialog", name="Remove what Bob said?")
    expect(asked.locator("blockquote")).to_have_text("cheap shoes")
    asked.get_by_role("button", name="Remove").click()
    expect(message(page, "Removed by a moderator")).to_be_attached()
    gone = Message.objects.filter(kind="text").exclude(deleted_at=None)
    assert [each.pk for each in gone] == [said[0].pk]


@pytest.mark.parametrize("how", [by_mouse, by_keyboard])
def test_report_reports_the_message_that_was_chosen(page, how, said):
    choose(page, how, "Report…")
    asked = page.get_by_role("dialog", name="Report what Bob said")
    expect(asked.locator("blockquote")).to_have_text("cheap shoes")
    asked.get_by_label("Spam or advertising").check()
    asked.get_by_role("button", name="Send report").click()
    expect(asked).to_be_hidden()
    assert [each.message_id for each in Report.objects.all()] == [said[0].pk]


@pytest.mark.parametrize("how", [by_mouse, by_keyboard])
def test_the_focus_comes_back_to_the_message_that_was_asked_about(page, how):
    for tool in ("Remove", "Report…", "Seen by"):
        choose(page, how, tool)
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(message(page, "cheap shoes")).to_be_focused()


# -- The menu is all there ------------------------------------------------------------------------

COVERED = """(items, isLong) => items.filter(item => {
    if (isLong) item.scrollIntoView({ block: 'nearest' });
    const { left, top, width, height } = item.getBoundingClientRect();
    return !item.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}).map(item => item.innerText)"""
SIZES = [(1366, 650), (1280, 800), (1280, 420), (900, 340), (360, 640)]


@pytest.fixture
def many(bob, room):
    for number in range(1, 31):
        say(bob, room, f"number {number}")


def open_menu(row):
    row.hover()
    row.get_by_label("More actions").click()
    menu = row.locator(".msg-menu > .menu")
    expect(menu).to_be_visible()
    return menu.locator(".menu__item:visible")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("size", SIZES)
def test_every_item_can_be_clicked_in_every_window(page, many, size, direction):
    page.evaluate("direction => (document.documentElement.dir = direction)", direction)
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    expect(message(page, "number 30")).to_be_in_viewport()
    for y in (0.15, 0.5, 0.9):
        items = open_menu(row_at(page, y))
        expect(items).to_have_count(9)
        assert items.evaluate_all(COVERED, size[1] < 400) == []
        page.keyboard.press("Escape")


def row_at(page, share):
    """The row that stands there in the log."""
    row = """(log, share) => {
        const { top, height } = log.getBoundingClientRect();
        const isThere = row => row.getBoundingClientRect().bottom >= top + height * share;
        return [...log.querySelectorAll('.msg')].find(isThere).id;
    }"""
    return page.locator("#" + page.locator(".log").evaluate(row, share))


def test_the_menu_goes_with_its_message_and_closes_out_of_sight(page, many):
    row = message(page, "number 29")
    expect(row).to_be_in_viewport()
    items = open_menu(row)
    item, y = items.first.element_handle(), items.first.bounding_box()["y"]
    page.locator(".log").evaluate("log => log.scrollBy(0, -50)")
    page.wait_for_function("([item, y]) => item.getBoundingClientRect().y == y + 50", arg=[item, y])
    page.locator(".log").evaluate("log => log.scrollTo(0, 0)")
    expect(page.locator(".msg-menu[open]")).to_have_count(0)


def test_the_menu_of_a_member_is_all_there_too(open_page, ann, room):
    for number in range(12):
        join_room(room=room, user=person(f"p{number}"))
    page = open_page(ann, f"/rooms/{room.pk}/members/")
    page.set_viewport_size({"width": 1280, "height": 500})
    last = page.locator(".room-menu").last
    last.locator("summary").click()
    items = last.locator(".menu__item:visible")
    expect(items.first).to_be_visible()
    assert items.evaluate_all(COVERED) == []
