"""Writing: what a key does, what stands in the log at once, and what becomes of the text."""

import re
from threading import Event

import pytest
from playwright.sync_api import expect

from chat.models import Message
from tests.browser.axe import PHONE
from tests.browser.outbox import hold, let_go
from tests.browser.talk import in_the_past, message, until_live, write
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)

ENTER = {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
COUNT_INVALID = "window.invalid = 0; addEventListener('invalid', () => window.invalid++, true)"


@pytest.fixture
def page(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    return page


@pytest.fixture
def held(page):
    """The page's posts, kept on their way until the test lets them go."""
    waiting = []
    let_go = Event()

    def hold(route):
        waiting.append(route) if not let_go.is_set() else route.continue_()

    def release():
        let_go.set()
        for route in waiting:
            route.continue_()

    page.route("**/messages/", hold)
    return release


def texts_in(room):
    return Message.objects.in_room(room.pk).filter(kind="text").order_by("seq")


def test_what_i_write_stands_there_before_the_server_has_answered(page, held):
    write(page, "quick")
    row = page.locator("#messages > [data-state=sending]")
    expect(row).to_contain_text("quick")
    expect(page.locator("#composer")).to_have_value("")
    expect(page.locator("#composer")).to_be_focused()
    held()
    expect(message(page, "quick")).to_have_count(1)
    expect(row).to_have_count(0)


def test_a_clock_shows_only_when_sending_takes_long(page, held):
    write(page, "slow")
    row = page.locator("#messages > [data-state=sending]")
    expect(row).to_be_attached()
    clock = row.locator(".msg__meta")
    assert not clock.is_visible()
    expect(clock).to_be_visible(timeout=1_800)


def test_messages_are_sent_in_the_order_written(page, held, room):
    for number in range(4):
        write(page, f"number {number}")
    held()
    expect(message(page, "number 3")).to_have_count(1)
    assert [each.body for each in texts_in(room)] == [f"number {number}" for number in range(4)]


@pytest.mark.parametrize("nothing", ["", "   "])
def test_enter_on_nothing_does_nothing(page, nothing):
    page.evaluate(COUNT_INVALID)
    write(page, nothing)
    page.get_by_role("button", name="Send").click()
    write(page, "something")
    expect(message(page, "something")).to_have_count(1)
    assert page.evaluate("window.invalid") == 0, "the browser scolded with a bubble"
    assert Message.objects.filter(kind="text").count() == 1


def test_shift_and_enter_make_a_new_line(page):
    composer = page.locator("#composer")
    composer.press_sequentially("one")
    composer.press("Shift+Enter")
    composer.press_sequentially("two")
    composer.press("Enter")
    text = page.locator(".msg[data-seq] .msg__text")
    expect(text).to_have_text(re.compile("^one\ntwo$"), use_inner_text=True)


def test_on_a_touch_screen_the_button_sends_and_enter_makes_a_new_line(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/", has_touch=True, is_mobile=True)
    page.set_viewport_size(PHONE)
    until_live(page)
    page.locator("#composer").fill("one")
    page.locator("#composer").press("Enter")
    page.locator("#composer").press_sequentially("two")
    page.get_by_role("button", name="Send").tap()
    expect(page.locator(".msg[data-seq] .msg__text")).to_have_text(
        re.compile("^one\ntwo$"), use_inner_text=True
    )


def test_a_key_pressed_anywhere_reaches_the_composer(page):
    page.locator(".log").focus()
    page.keyboard.type("typed")
    expect(page.locator("#composer")).to_have_value("typed")


def test_what_was_sent_from_the_past_is_no_draft(open_page, ann, bob, room):
    page = in_the_past(open_page, ann, bob, room)
    page.locator("#composer").press_sequentially("to the end")
    page.locator("#composer").press("Enter")
    page.wait_for_url(f"**/rooms/{room.pk}/#message-*")
    until_live(page)
    expect(message(page, "to the end")).to_be_in_viewport()
    expect(page.locator("#composer")).to_have_value("")
    assert Message.objects.filter(body="to the end").count() == 1


def test_a_refused_text_is_kept_once(page):
    write(page, "x" * 10_001)
    expect(page.get_by_text("A message can be up to 10,000 characters.")).to_be_visible()
    page.reload()
    assert page.locator("#composer").input_value() == "x" * 10_001


def paste(page, text):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator("#composer").press("ControlOrMeta+v")


def test_of_what_is_pasted_nothing_is_lost_without_a_word(page, room):
    text = "word " * 2_400 + "end"
    paste(page, text)
    expect(page.locator("#composer")).to_have_value(text)
    page.locator("#composer").press("Enter")
    expect(page.get_by_text("This one has 12,003.")).to_be_visible()
    expect(page.locator("#composer")).to_have_value(text)
    assert not texts_in(room).exists()


def test_of_what_is_pasted_into_an_edit_nothing_is_lost(page, ann, room):
    said = say(ann, room, "short")
    expect(message(page, "short")).to_be_attached()
    page.locator("#composer").press("ArrowUp")
    expect(page.locator("#composer")).to_have_value("short")
    paste(page, "x" * 10_000)
    page.locator("#composer").press("Enter")
    expect(page.locator("#editing").get_by_role("alert")).to_contain_text("This one has 10,005.")
    expect(page.locator("#composer")).to_have_value("short" + "x" * 10_000)
    assert texts_in(room).get().body == said.body


def test_what_failed_is_sent_by_the_next_page(page, room):
    page.route("**/messages/", lambda route: route.fulfill(status=503, body="down"))
    write(page, "failed")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.locator("#composer").fill("not sent yet")
    page.unroute("**/messages/")
    page.reload()
    expect(message(page, "failed")).to_have_count(1)
    expect(page.locator("#composer")).to_have_value("not sent yet")
    assert [each.body for each in texts_in(room)] == ["failed"]


def test_what_was_on_its_way_when_the_page_went_is_sent_once(page, held, room):
    """Twice over: one text whose post never arrived, one that did while nobody waited for it."""
    write(page, "under way")
    expect(page.locator("#messages > [data-state=sending]")).to_be_attached()
    page.reload()
    held()
    expect(message(page, "under way")).to_have_count(1)
    expect(page.locator("#messages > [data-state]")).to_have_count(0)
    page.reload()
    until_live(page)
    expect(message(page, "under way")).to_have_count(1)
    assert [each.body for each in texts_in(room)] == ["under way"]


def test_what_is_sent_from_the_past_without_a_network_is_not_lost(open_page, ann, bob, room):
    page = in_the_past(open_page, ann, bob, room)
    other_tab = page.context.new_page()
    other_tab.goto(f"/rooms/{room.pk}/")
    page.locator("#composer").fill("into the dark")
    page.route("**/messages/", lambda route: route.abort())
    hold(other_tab)
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/messages/")):
        page.locator("#composer").press("Enter")
    page.unroute("**/messages/")
    let_go(other_tab)
    page.goto(f"/rooms/{room.pk}/?end")
    expect(message(page, "into the dark")).to_have_count(1)
    assert [each.body for each in texts_in(room)][-1] == "into the dark"


def test_who_stays_in_the_past_can_go_on_writing(open_page, ann, bob, room):
    """A plain post that hangs and is stopped by hand: the outbox sends what it said, once."""
    old = say(bob, room, "old")
    for number in range(160):
        say(bob, room, f"line {number}")
    page = open_page(ann, "/rooms/")
    page.clock.install()
    page.goto(f"/rooms/{room.pk}/messages/{old.pk}/")
    until_live(page)
    page.route("**/messages/", lambda route: None)
    page.locator("#composer").fill("stopped")
    keys = page.context.new_cdp_session(page)  # which waits for no navigation
    with page.expect_request("**/messages/"):
        keys.send("Input.dispatchKeyEvent", ENTER)
    keys.send("Page.stopLoading")
    page.unroute("**/messages/")
    expect(page.locator("#composer")).to_have_value("stopped")
    page.clock.fast_forward(11_000)
    expect(page.locator("#composer")).to_have_value("")
    page.locator("#composer").fill("not sent yet")
    page.clock.fast_forward(1_000)
    page.goto(f"/rooms/{room.pk}/?end")
    expect(message(page, "stopped")).to_have_count(1)
    expect(page.locator("#composer")).to_have_value("not sent yet")
    assert [each.body for each in texts_in(room)].count("stopped") == 1


def test_a_refusal_that_is_a_page_is_not_printed_into_the_log(page):
    page.route(
        "**/messages/",
        lambda route: route.fulfill(status=403, content_type="text/html", body="<h1>No</h1>"),
    )
    write(page, "stale")
    alert = page.locator("[data-state=failed] [role=alert]")
    expect(alert).to_contain_text("Not sent.")
    expect(alert).not_to_contain_text("<h1>")
