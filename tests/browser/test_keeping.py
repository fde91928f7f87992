"""Pin and save from a message's menu: what only a page shows."""

import pytest
from playwright.sync_api import expect

from chat.actions.direct_rooms import direct_room
from chat.models import SavedMessage
from tests.browser.talk import message, until_live
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def said(bob, room):
    return say(bob, room, "the plan")


def test_a_pin_is_seen_by_all_and_counted_in_the_head(open_page, ann, bob, room, said):
    anns, bobs = (open_page(user, f"/rooms/{room.pk}/") for user in (ann, bob))
    for page in (anns, bobs):
        until_live(page)
        expect(page.locator("#head-pins")).to_be_hidden()
    anns.locator("#composer").press("Shift+Tab")
    anns.keyboard.press("p")
    for page in (anns, bobs):
        expect(message(page, "the plan").locator(".msg__pin")).to_have_text("Pinned")
        expect(page.locator("#head-pins")).to_have_text("1 pinned message")
    expect(message(anns, "the plan")).to_be_focused()
    bobs.locator("#head-pins").click()
    bobs.get_by_role("link", name="Show in the conversation").click()
    expect(message(bobs, "the plan")).to_be_in_viewport()
    anns.keyboard.press("Enter")
    anns.get_by_role("button", name="Unpin").click()
    expect(anns.locator(".msg__pin")).to_have_count(0)
    expect(anns.locator("#head-pins")).to_be_hidden()


def test_plain_members_are_not_offered_to_pin(open_page, bob, room, said):
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    page.locator("#composer").press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save for later")).to_be_visible()
    expect(page.get_by_role("button", name="Pin")).to_have_count(0)


def test_both_sides_pin_in_a_direct_room(open_page, ann, bob):
    direct = direct_room(people=[ann, bob])
    say(ann, direct, "noon")
    page = open_page(bob, f"/rooms/{direct.pk}/")
    until_live(page)
    errors = []
    page.on("console", lambda said: said.type == "error" and errors.append(said.text))
    page.locator("#composer").press("Shift+Tab")
    page.keyboard.press("p")
    expect(page.locator("#head-pins")).to_have_text("1 pinned message")
    assert errors == []


def test_saving_shows_in_the_menu_and_on_the_page_of_ones_own(open_page, ann, room, said):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    row = message(page, "the plan")
    row.hover()
    page.locator(".msg-menu > summary").click()
    page.get_by_role("button", name="Save for later").click()
    page.locator(".msg-menu > summary").click()
    expect(page.get_by_role("button", name="Remove from saved")).to_be_visible()
    page.reload()
    page.locator("#composer").press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove from saved")).to_be_visible()
    page.goto(page.url.split("/rooms/")[0] + "/saved/")
    expect(page.locator(".excerpt__text")).to_have_text("the plan")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="Nothing saved yet")).to_be_visible()
    assert not SavedMessage.objects.exists()
