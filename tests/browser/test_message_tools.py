"""One toolbar for all messages: what is chosen is done to the message it was chosen for."""

import pytest
from playwright.sync_api import expect

from chat.models import Message, Report
from tests.browser.talk import held, message, until_live
from tests.cast import say

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
