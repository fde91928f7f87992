"""The list of rooms beside and without a room: live, in order, and at rest under the hand."""

import re

import pytest
from playwright.sync_api import expect

from chat.actions.members import remove_member
from chat.actions.room_life import archive_room, restore_room
from tests.browser.axe import PHONE
from tests.browser.talk import message, until_live, write
from tests.browser.test_position import SET_HIDDEN
from tests.cast import membership, room_of, say

pytestmark = pytest.mark.django_db(transaction=True)

KEEP_TITLES = """() => {
  window.titles = [];
  new MutationObserver(() => window.titles.push(document.title))
    .observe(document.querySelector("title"), { childList: true });
}"""


@pytest.fixture
def list_page(open_page, bob, room):
    page = open_page(bob, "/rooms/")
    until_live(page)
    return page


def test_the_list_page_hears_what_is_said(list_page, open_page, ann, room):
    row = list_page.locator(f"#room-{room.pk}")
    expect(list_page).to_have_title("Rooms · texter")
    anns = open_page(ann, f"/rooms/{room.pk}/")
    write(anns, "anyone there?")
    expect(row.locator(".badge b")).to_have_text("1")
    expect(row).to_have_attribute("data-unread", "")
    expect(list_page).to_have_title("Rooms · texter")
    write(anns, "@bob?")
    expect(row.locator(".badge--mention b")).to_have_text("1")
    expect(list_page).to_have_title("(1) Rooms · texter")
    list_page.set_viewport_size(PHONE)
    expect(row.locator(".row__preview")).to_have_text("Ann: @Bob?")
    expect(row.locator("time")).to_have_text(re.compile(r"^\d\d:\d\d$"))


def test_on_a_phone_one_goes_to_a_room_and_back(list_page, room):
    list_page.set_viewport_size(PHONE)
    expect(list_page.locator(".pane")).to_be_hidden()
    list_page.get_by_role("link", name="Launch week").click()
    expect(list_page.get_by_role("heading", name="Launch week", level=1)).to_be_visible()
    expect(list_page.locator(".sidebar")).to_be_hidden()
    list_page.get_by_role("link", name="Back to your rooms").click()
    expect(list_page.locator("#rooms")).to_be_visible()


def test_a_row_keeps_its_place_its_focus_and_its_room(open_page, ann, bob, room):
    first, last = room_of(ann, bob, name="Aardvarks"), room_of(ann, bob, name="Zebras")
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    names = page.locator("#rooms .row__name")
    order = names.all_inner_texts()
    page.locator(f"#room-{last.pk}").focus()
    anns = open_page(ann, f"/rooms/{last.pk}/")
    write(anns, "zzz")
    expect(page.locator(f"#room-{last.pk} .badge b")).to_have_text("1")
    expect(page.locator(f"#room-{last.pk}")).to_be_focused()
    assert names.all_inner_texts() == order
    write(page, "here")
    expect(message(page, "here")).to_be_attached()
    expect(page.locator("#rooms [aria-current=page]")).to_have_id(f"room-{room.pk}")
    expect(page.locator("#rooms [aria-current=page]")).to_have_count(1)
    assert first.pk


def test_a_room_that_is_joined_elsewhere_comes_in_its_place(open_page, ann, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    room_of(ann, name="Design")
    second = open_page(bob, "/rooms/browse/")
    second.get_by_role("button", name="Join Design").click()
    expect(page.locator("#rooms .row__name")).to_have_text(["Design", "General", "Launch week"])
    second.locator(".room-menu summary").click()
    second.get_by_role("link", name="Leave room").click()
    second.get_by_role("button", name="Leave room").click()
    expect(page.locator("#rooms .row__name")).to_have_text(["General", "Launch week"])


def test_reading_on_one_device_clears_the_number_on_another(open_page, list_page, ann, bob, room):
    anns = open_page(ann, f"/rooms/{room.pk}/")
    write(anns, "read me")
    badge = list_page.locator(f"#room-{room.pk} .badge")
    expect(badge).to_be_visible()
    other_device = open_page(bob, f"/rooms/{room.pk}/")
    expect(message(other_device, "read me")).to_be_visible()
    expect(badge).to_be_hidden()
    expect(list_page).to_have_title("Rooms · texter")


def test_the_room_i_look_at_lights_no_badge_after_another_device_was_ahead(
    open_page, ann, bob, room
):
    first, bobs = (open_page(person, f"/rooms/{room.pk}/") for person in (ann, bob))
    until_live(first)
    first.evaluate(SET_HIDDEN, True)
    write(bobs, "@ann, read elsewhere")
    expect(first).to_have_title("(1) Launch week · texter")
    second = open_page(ann, f"/rooms/{room.pk}/")
    expect(message(second, "@Ann, read elsewhere")).to_be_visible()
    expect(first).to_have_title("Launch week · texter")
    second.close()
    first.evaluate(SET_HIDDEN, False)
    first.evaluate(KEEP_TITLES)
    write(bobs, "@ann, while I look")
    expect(message(first, "@Ann, while I look")).to_be_visible()
    with first.expect_request("**/read/"):
        write(bobs, "@ann, and again")
    assert [title for title in first.evaluate("window.titles") if title.startswith("(")] == []


def test_a_page_about_a_room_says_when_it_is_archived_or_lost(open_page, ann, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/members/")
    until_live(page)
    archive_room(room=room, by=ann)
    expect(page.get_by_text("This room is archived.")).to_be_visible()
    restore_room(room=room, by=ann)
    expect(page.get_by_text("This room is archived.")).to_be_hidden()
    remove_member(by=membership(ann, room), member=membership(bob, room))
    expect(page.get_by_text("You are no longer in this room.")).to_be_visible()
    expect(page.get_by_role("link", name="Go to your rooms")).to_be_visible()


def test_a_room_with_an_unsent_text_says_draft_until_one_is_back_there(open_page, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    page.locator("#composer").fill("Half a thought")
    draft = page.locator(f"#room-{room.pk}").get_by_text("Draft", exact=True)
    expect(draft).to_be_hidden()
    page.goto("/rooms/")
    expect(draft).to_be_visible()
    say(bob, room, "from another device")
    expect(page.locator(f"#room-{room.pk}")).to_have_attribute("data-last-seq", "2")
    expect(draft).to_be_visible()
    page.locator(f"#room-{room.pk} .row__name").click()
    page.locator("#composer").fill("")
    page.goto("/rooms/")
    expect(page.locator(f"#room-{room.pk}")).to_be_visible()
    expect(draft).to_be_hidden()
