"""Chips and the picker: what only a page shows."""

import pytest
from playwright.sync_api import expect

from chat.actions.reactions import add_reaction
from chat.models import Membership, Reaction
from tests.browser.axe import violations
from tests.browser.talk import message, until_at_rest, until_live
from tests.cast import membership, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def said(bob, room):
    return say(bob, room, "we launched")


@pytest.fixture
def page(open_page, ann, room, said):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    return page


def chip(page, name):
    return page.locator("#messages").get_by_role("button", name=name)


def test_the_same_tap_gives_and_takes_and_others_see_it(open_page, page, bob, room):
    bobs = open_page(bob, f"/rooms/{room.pk}/")
    until_live(bobs)
    message(page, "we launched").hover()
    page.get_by_role("button", name="React with 👍").click()
    expect(chip(page, "Thumbs up, 1")).to_have_attribute("aria-pressed", "true")
    expect(chip(bobs, "Thumbs up, 1")).to_have_attribute("aria-pressed", "false")
    chip(bobs, "Thumbs up, 1").click()
    expect(chip(page, "Thumbs up, 2")).to_have_attribute("aria-pressed", "true")
    chip(page, "Thumbs up, 2").press("Enter")
    expect(chip(page, "Thumbs up, 1")).to_have_attribute("aria-pressed", "false")
    expect(chip(page, "Thumbs up, 1")).to_be_focused()
    assert violations(page) == []


def test_a_reaction_is_no_news(page, ann, bob, room, said):
    """Nothing is announced, no line is drawn, nothing counts as unread."""
    before = membership(ann, room).last_read_seq
    page.locator("#composer").press("Escape")
    expect(page.locator("#unread")).to_have_count(0)
    page.evaluate("Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'})")
    add_reaction(message=said, by=bob, emoji="🎉")
    expect(chip(page, "Party popper, 1")).to_be_visible()
    say(bob, room, "news")  # what would have been said of the reaction comes before this
    expect(page.locator("#announcer")).to_have_text("Bob: news")
    expect(page.locator("#unread + .msg")).to_contain_text("news")
    assert Membership.objects.get(user=ann, room=room).last_read_seq >= before


def test_the_picker_by_keyboard(page):
    page.locator("#composer").press("Shift+Tab")
    page.keyboard.press("+")
    picker = page.get_by_role("dialog", name="Emoji")
    expect(picker.get_by_role("searchbox")).to_be_focused()
    expect(picker.get_by_role("button", name="Grinning face", exact=True)).to_be_visible()
    page.keyboard.type("sail")
    expect(picker.get_by_role("status")).to_have_text("1 emoji")
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(picker).to_be_hidden()
    expect(chip(page, "Sailboat, 1")).to_have_attribute("aria-pressed", "true")
    expect(message(page, "we launched")).to_be_focused()
    page.keyboard.press("+")
    expect(picker.get_by_role("heading").first).to_have_text("Recent")
    page.keyboard.press("ArrowDown")
    expect(picker.get_by_role("button", name="Sailboat").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(picker.get_by_role("button", name="Grinning face", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(picker.get_by_role("button", name="Grinning face with big eyes")).to_be_focused()
    page.keyboard.press("Escape")
    expect(picker).to_be_hidden()
    expect(message(page, "we launched")).to_be_focused()
    assert Reaction.objects.count() == 1


def test_a_kind_leads_to_its_first_emoji(page):
    page.get_by_role("button", name="Insert emoji").click()
    expect(page.get_by_role("button", name="Grinning face", exact=True)).to_be_visible()
    page.get_by_role("button", name="Animals and nature").press("Enter")
    expect(page.get_by_role("button", name="Monkey face", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#composer")).to_have_value("🐵")


def test_the_composer_gets_one_where_the_caret_is(page):
    page.locator("#composer").fill("ab")
    page.locator("#composer").press("ArrowLeft")
    page.get_by_role("button", name="Insert emoji").click()
    page.get_by_role("searchbox", name="Search emoji").fill("party popper")
    page.get_by_role("button", name="Party popper").click()
    expect(page.locator("#composer")).to_have_value("a🎉b")
    expect(page.locator("#composer")).to_be_focused()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_picker_stands_in_the_column_of_its_button(page, ann, said, direction):
    add_reaction(message=said, by=ann, emoji="👍")
    expect(chip(page, "Thumbs up, 1")).to_be_visible()
    page.evaluate("direction => (document.documentElement.dir = direction)", direction)
    column = page.locator(".log__list").bounding_box()
    for button in (
        page.locator(".reactions [data-react]"),
        page.locator(".msg__tools [data-react]"),
    ):
        message(page, "we launched").hover()
        button.click()
        box = page.get_by_role("dialog", name="Emoji").bounding_box()
        assert column["x"] <= box["x"]
        assert box["x"] + box["width"] <= column["x"] + column["width"]
        page.keyboard.press("Escape")


def test_a_refusal_is_said_in_words(page, ann, said):
    for emoji in list("😀😃😄😁😆😅🤣😂🙂🙃🫠😉😊😇🥰😍🤩😘😗😚"):
        add_reaction(message=said, by=ann, emoji=emoji)
    expect(chip(page, "Grinning face, 1")).to_be_visible()
    message(page, "we launched").hover()
    page.get_by_role("button", name="React with 👍").click()
    expect(page.locator("#toasts")).to_have_text(
        "A message takes 20 different emoji. Add to the ones that are there."
    )


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_picker_is_a_sheet(open_page, ann, room, said, width):
    page = open_page(ann, f"/rooms/{room.pk}/", has_touch=True)
    page.set_viewport_size({"width": width, "height": 700})
    until_live(page)
    page.get_by_role("button", name="Insert emoji").tap()
    first = page.get_by_role("button", name="Grinning face", exact=True)
    expect(first).to_be_visible()
    until_at_rest(page)
    box, sheet = first.bounding_box(), page.locator("#picker").bounding_box()
    assert min(box["width"], box["height"]) >= 44
    assert (sheet["x"], sheet["width"], sheet["y"] + sheet["height"]) == (0, width, 700)
    first.tap()
    expect(page.locator("#composer")).to_have_value("😀")


def test_under_the_thumb_six_stand_over_the_tools(open_page, ann, room, said):
    page = open_page(ann, f"/rooms/{room.pk}/", has_touch=True, is_mobile=True)
    message(page, "we launched").tap()
    page.locator(".msg-menu summary").tap()
    sheet = page.get_by_role("dialog", name="Message actions")
    sheet.get_by_role("button", name="❤️").tap()
    expect(chip(page, "Red heart, 1")).to_have_attribute("aria-pressed", "true")
    expect(sheet).to_be_hidden()
