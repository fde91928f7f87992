"""The sidebar in a browser: exact on two devices, at rest under the hand, one's own order."""

import re

import pytest
from playwright.sync_api import expect

from chat.actions.direct_rooms import direct_room
from chat.models import Room
from tests import cast
from tests.browser.axe import PHONE, violations
from tests.browser.talk import until_live, write
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)

AWAY = (700, 300)  # a place beside the list


@pytest.fixture
def cid(bob):
    return cast.person("cid")


@pytest.fixture
def direct(ann, bob):
    return direct_room(people=[ann, bob])


@pytest.fixture
def lists(open_page, bob, room, direct):
    """The list on two of bob's devices."""
    pages = [open_page(bob, "/rooms/") for _ in range(2)]
    for page in pages:
        until_live(page)
    return pages


def row(page, room):
    return page.locator(f"#room-{room.pk}")


def names(page, section):
    return page.locator(f"[data-section={section}] .row:not([hidden]) .row__name > :not([hidden])")


def open_menu(page, room):
    row(page, room).hover()
    page.locator(".row-menu summary").click()


def choose(page, room, change):
    open_menu(page, room)
    page.locator(".row-menu").get_by_role("button", name=change).click()
    expect(page.locator(".row-menu[open]")).to_have_count(0)


def test_badges_are_the_same_on_two_devices(open_page, lists, ann, room, direct):
    anns = open_page(ann, f"/rooms/{room.pk}/")
    until_live(anns)
    write(anns, "one")
    write(anns, "@bob two")
    anns.goto(f"/rooms/{direct.pk}/")
    until_live(anns)
    for number in range(3):
        write(anns, f"direct {number}")
    for page in lists:
        expect(row(page, room).locator(".badge--mention b")).to_have_text("1")
        expect(row(page, direct).locator(".badge--strong b")).to_have_text("3")
        expect(page).to_have_title("(4) Rooms · texter")
        expect(page.locator("link[rel=icon]")).to_have_attribute("href", icon("mention"))
    lists[0].goto(f"/rooms/{direct.pk}/")
    expect(lists[1]).to_have_title("(1) Rooms · texter")
    expect(row(lists[1], direct).locator(".badge")).to_be_hidden()
    lists[0].goto(f"/rooms/{room.pk}/")
    expect(lists[1]).to_have_title("Rooms · texter")


def icon(name):
    return re.compile(rf"/mark-{name}\b")


def test_a_pushed_direct_row_leaves_its_viewer_out(open_page, lists, ann, direct):
    anns = open_page(ann, f"/rooms/{direct.pk}/")
    until_live(anns)
    write(anns, "hi bob")
    page = lists[0]
    expect(row(page, direct).locator(".badge b")).to_have_text("1")
    expect(row(page, direct).locator(".row__person:visible")).to_have_text(["Ann"])
    expect(row(anns, direct).locator(".row__person:visible")).to_have_text(["Bob"])
    page.set_viewport_size(PHONE)
    assert row(page, direct).locator(".row__preview").inner_text() == "hi bob"
    anns.set_viewport_size(PHONE)
    anns.goto("/rooms/")
    assert row(anns, direct).locator(".row__preview").inner_text() == "You: hi bob"


def test_nothing_moves_under_the_pointer_or_the_focus(open_page, lists, ann, bob, cid, direct):
    other = direct_room(people=[bob, cid])
    page, second = lists
    for each in lists:
        each.goto("/rooms/")
        until_live(each)
    say(cid, other, "first")
    expect(names(page, "directs")).to_have_text(["Cid", "Ann"])
    page.locator("h2", has_text="Direct messages").hover()
    row(second, other).focus()
    anns = open_page(ann, f"/rooms/{direct.pk}/")
    until_live(anns)
    write(anns, "me too")
    for each in lists:
        expect(row(each, direct).locator(".badge b")).to_have_text("1")
        expect(names(each, "directs")).to_have_text(["Cid", "Ann"])
    page.mouse.move(*AWAY)
    expect(names(page, "directs")).to_have_text(["Ann", "Cid"])
    second.evaluate("document.activeElement.blur()")  # the row may be another by now
    expect(names(second, "directs")).to_have_text(["Ann", "Cid"])


def test_a_hidden_room_leaves_both_devices_and_returns_with_the_next_word(
    open_page, lists, ann, direct
):
    page = lists[0]
    choose(page, direct, "Hide from the list")
    for each in lists:
        expect(row(each, direct)).to_be_hidden()
    page.mouse.move(*AWAY)
    page.reload()
    expect(row(page, direct)).to_be_hidden()
    anns = open_page(ann, f"/rooms/{direct.pk}/")
    until_live(anns)
    write(anns, "still there?")
    page.evaluate("document.activeElement.blur()")
    for each in lists:
        expect(row(each, direct)).to_be_visible()
        expect(row(each, direct).locator(".badge b")).to_have_text("1")


def test_ones_own_order_shows_at_once_here_and_there(lists, room):
    page, second = lists
    expect(names(page, "rooms")).to_have_text(["General", "Launch week"])
    choose(page, room, "Move up")
    expect(names(page, "rooms")).to_have_text(["Launch week", "General"])
    expect(names(second, "rooms")).to_have_text(["Launch week", "General"])
    choose(page, room, "Add to favourites")
    for each in lists:
        expect(names(each, "favourites")).to_have_text(["Launch week"])
    expect(page.get_by_role("heading", name="Favourites")).to_be_visible()
    page.reload()
    expect(names(page, "favourites")).to_have_text(["Launch week"])


def test_a_menu_offers_what_is_so_now(lists, room):
    page, held = lists[0], []
    choose(page, room, "Add to favourites")
    page.route("**/place/", lambda route: held.append(route), times=1)
    with page.expect_request("**/place/"):
        open_menu(page, room)
    expect(page.locator(".row-menu .menu")).to_be_empty()
    held[0].continue_()
    expect(page.get_by_role("button", name="Remove from favourites")).to_be_visible()


def test_a_menu_waits_for_no_other_row_s(lists, room, direct):
    page = lists[0]
    page.route(f"**/rooms/{room.pk}/place/", lambda route: None, times=1)
    with page.expect_request("**/place/"):
        open_menu(page, room)
    page.keyboard.press("Escape")
    open_menu(page, direct)
    expect(page.locator(".row-menu form").first).to_have_attribute(
        "hx-post", f"/rooms/{direct.pk}/place/"
    )


def test_a_muted_room_is_quiet(open_page, lists, ann, room):
    page = lists[0]
    choose(page, room, "Nothing")
    for each in lists:
        expect(row(each, room).locator(".row__bell")).to_be_visible()
    say(ann, room, "@bob")
    anns = open_page(ann, f"/rooms/{room.pk}/")
    until_live(anns)
    write(anns, "@bob again")
    expect(row(page, room)).to_have_attribute("data-last-seq", "3")
    expect(row(page, room).locator(".badge")).to_be_hidden()
    expect(page).to_have_title("Rooms · texter")


def test_the_menu_by_keyboard(lists, room):
    page = lists[0]
    row(page, room).focus()
    page.keyboard.press("Tab")
    more = page.get_by_label("More about Launch week")
    expect(more).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".row-menu form").wait_for()
    assert violations(page) == []
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add to favourites")).to_be_focused()
    page.keyboard.press("Enter")
    expect(names(page, "favourites")).to_have_text(["Launch week"])
    expect(more).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".row-menu form").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(".row-menu[open]")).to_have_count(0)


def test_a_long_press_opens_the_menu_and_not_the_room(open_page, bob, room):
    page = open_page(bob, "/rooms/", has_touch=True)
    page.set_viewport_size({"width": 390, "height": 420})  # the menu comes up under the finger
    until_live(page)
    session = page.context.new_cdp_session(page)
    box = row(page, room).bounding_box()
    at = [{"x": box["x"] + 40, "y": box["y"] + 20}]
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at})
    page.locator(".row-menu form").wait_for()
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.get_by_role("button", name="Add to favourites")).to_be_visible()
    assert page.url.endswith("/rooms/")
    page.get_by_role("button", name="Add to favourites").tap()
    expect(names(page, "favourites")).to_have_text(["Launch week"])


def test_alt_and_arrows_go_through_the_rooms(open_page, ann, bob, room, direct):
    say(ann, direct, "unread")
    general = Room.objects.get(name="General")
    page = open_page(bob, f"/rooms/{general.pk}/")
    for keys, name in (
        ("Alt+ArrowDown", "Launch week"),
        ("Alt+ArrowUp", "General"),
        ("Alt+Shift+ArrowDown", "Ann"),
    ):
        until_live(page)
        page.keyboard.press(keys)
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_without_javascript_the_place_has_a_page(open_page, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/", java_script_enabled=False)
    page.locator(".room-menu summary").click()
    page.get_by_role("link", name="Notifications and place").click()
    page.get_by_role("button", name="Add to favourites").click()
    expect(names(page, "favourites")).to_have_text(["Launch week"])
