"""Answering: a key, the menu, a swipe; the quote leads to what was answered."""

import re

import pytest
from playwright.sync_api import expect

from accounts.blocks import block
from chat.actions.memberships import join_room
from chat.actions.messages import delete_message, edit_message
from chat.models import Message
from tests.browser.axe import PHONE, violations
from tests.browser.talk import message, until_drawn, until_live, write
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_page, ann, bob, room):
    say(bob, room, "Who **brings** the cake?")
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    return page


@pytest.fixture
def replying(page):
    return page.locator("#replying")


@pytest.fixture
def phone(open_page, ann, bob, room):
    say(bob, room, "Who **brings** the cake?")
    page = open_page(ann, f"/rooms/{room.pk}/", has_touch=True, is_mobile=True)
    page.set_viewport_size(PHONE)
    until_live(page)
    return page


def answer(page, words="Who brings the cake?"):
    message(page, words).focus()
    page.keyboard.press("r")
    expect(page.locator("#replying")).to_be_visible()


@pytest.fixture
def touch(phone):
    """One finger: touch("Start", x, y), touch("Move", x, y), touch("End")."""
    session = phone.context.new_cdp_session(phone)

    def move(kind, *place):
        points = [dict(zip("xy", place, strict=True))] if place else []
        session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})

    return move


def middle(row):
    box = row.locator(".msg__text").bounding_box()
    return box["x"] + 40, box["y"] + box["height"] / 2


def test_a_key_answers_the_message_and_the_log_quotes_it(page, replying, room):
    answer(page)
    expect(replying.locator("b")).to_have_text("Replying to Bob")
    expect(replying.locator("span")).to_have_text("Who brings the cake?")
    expect(page.locator("#composer")).to_be_focused()
    write(page, "Me")
    quote = message(page, "Me").locator(".msg__quote")
    expect(quote).to_have_text("BobWho brings the cake?")
    expect(replying).to_be_hidden()
    write(page, "And the tea")
    expect(message(page, "And the tea")).to_be_attached()
    expect(page.locator(".msg__quote")).to_have_count(1)
    assert Message.objects.get(body="Me").reply_to.body == "Who **brings** the cake?"


def test_the_quote_stands_there_before_the_server_has_answered(page):
    page.route("**/messages/", lambda route: None)
    answer(page)
    write(page, "Me")
    row = page.locator("[data-state=sending]")
    expect(row.locator(".msg__quote")).to_have_text("BobWho brings the cake?")
    expect(row).to_have_class(re.compile("msg--first"))


def test_escape_gives_up_the_edit_first_and_then_the_reply(page, replying, ann, room):
    say(ann, room, "mine")
    expect(message(page, "mine")).to_be_attached()
    answer(page)
    page.locator("#composer").press("ArrowUp")
    expect(page.locator("#editing")).to_be_visible()
    expect(replying).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#editing")).to_be_hidden()
    expect(replying).to_be_visible()
    page.keyboard.press("Escape")
    expect(replying).to_be_hidden()
    write(page, "no reply")
    expect(message(page, "no reply")).to_be_attached()
    assert Message.objects.get(body="no reply").reply_to is None


def test_a_reply_that_was_cut_off_goes_out_as_a_reply_after_a_reload(page):
    page.route("**/messages/", lambda route: route.abort())
    answer(page)
    write(page, "Me")
    expect(page.locator("[data-state=failed]")).to_be_attached()
    page.unroute("**/messages/")
    page.reload()
    expect(message(page, "Me").locator(".msg__quote")).to_have_text("BobWho brings the cake?")


def test_what_a_draft_answers_is_still_there_after_a_reload(page, replying, bob, room):
    answer(page)
    page.locator("#composer").fill("Me")
    page.reload()
    expect(replying.locator("b")).to_have_text("Replying to Bob")
    expect(page.locator("#composer")).to_have_value("Me")
    page.locator("#composer").press("Enter")
    expect(message(page, "Me").locator(".msg__quote")).to_have_text("BobWho brings the cake?")
    page.reload()
    until_live(page)
    expect(replying).to_be_hidden()


def test_a_draft_answers_also_what_is_no_longer_loaded(page, replying, bob, room):
    answer(page)
    for number in range(60):
        say(bob, room, f"line {number}")
    page.goto(f"/rooms/{room.pk}/?end")
    expect(replying.locator("span")).to_have_text("Who brings the cake?")
    write(page, "Me")
    expect(message(page, "Me").locator(".msg__quote")).to_have_text("BobWho brings the cake?")


def test_a_reply_that_was_given_up_stays_given_up(page, replying):
    answer(page)
    page.keyboard.press("Escape")
    page.reload()
    until_live(page)
    expect(replying).to_be_hidden()


def test_a_reply_to_what_is_gone_comes_back_in_words(page, room):
    answer(page)
    Message.objects.filter(body__contains="cake").update(deleted_at="2026-01-01T00:00Z")
    write(page, "Me")
    expect(page.locator("[data-state=failed] [role=alert]")).to_contain_text(
        "The message you answer is gone."
    )
    expect(page.locator("#composer")).to_have_value("Me")


def test_a_click_on_a_quote_leads_to_the_message_and_lights_it(open_page, ann, bob, room):
    asked = say(bob, room, "the question")
    for number in range(30):
        say(bob, room, f"line {number}")
    say(bob, room, "the reply", reply_to=asked)
    page = open_page(ann, f"/rooms/{room.pk}/?end")
    until_live(page)
    page.locator(".msg__quote").click()
    original = page.locator(f"#message-{asked.pk}")
    expect(original).to_be_in_viewport()
    expect(original).to_be_focused()
    expect(original).to_have_class(re.compile("is-target"))
    assert page.url.endswith("/?end")


def test_a_quote_of_what_is_not_loaded_opens_it_in_its_place(open_page, ann, bob, room):
    asked = say(bob, room, "the question")
    for number in range(120):
        say(bob, room, f"line {number}")
    say(bob, room, "the reply", reply_to=asked)
    page = open_page(ann, f"/rooms/{room.pk}/?end")
    until_live(page)
    page.locator(".msg__quote").click()
    original = page.locator(f"#message-{asked.pk}")
    expect(original).to_have_class(re.compile("is-target"))
    assert page.url.endswith(f"/messages/{asked.pk}/#message-{asked.pk}")
    box, log = original.bounding_box(), page.locator(".log").bounding_box()
    assert log["y"] + 50 < box["y"] < log["y"] + log["height"] / 2
    page.reload()
    expect(original).to_have_class(re.compile("is-target"))
    expect(original).to_be_in_viewport()
    page.go_back()
    expect(message(page, "the reply")).to_be_in_viewport()
    page.go_forward()
    expect(original).to_be_in_viewport()


def test_a_quote_of_somebody_i_blocked_is_folded(open_page, ann, bob, cid, room):
    join_room(room=room, user=cid)
    say(cid, room, "well", reply_to=say(bob, room, "rude words"))
    block(by=ann, whom=bob)
    page = open_page(ann, f"/rooms/{room.pk}/")
    expect(message(page, "well").locator(".msg__quote")).to_contain_text("somebody you blocked")
    expect(page.locator(".msg__quote")).not_to_contain_text("rude")


def test_a_swipe_toward_the_end_answers(phone, touch):
    row = message(phone, "Who brings the cake?")
    x, y = middle(row)
    touch("Start", x, y)
    for step in range(1, 8):
        touch("Move", x + 12 * step, y)
    touch("End")
    expect(phone.locator("#replying")).to_be_visible()


def test_a_short_swipe_answers_nothing(phone, touch):
    x, y = middle(message(phone, "Who brings the cake?"))
    touch("Start", x, y)
    for step in range(1, 5):
        touch("Move", x + 12 * step, y)
    expect(phone.locator("[data-swiped]")).to_have_count(1)
    touch("End")
    expect(phone.locator("[data-swiped]")).to_have_count(0)
    expect(phone.locator("#replying")).to_be_hidden()


def test_a_long_press_opens_the_tools_as_a_sheet(phone, touch):
    x, y = middle(message(phone, "Who brings the cake?"))
    touch("Start", x, y)
    sheet = phone.get_by_role("dialog", name="Message actions")
    expect(sheet).to_be_visible()
    touch("End")
    expect(sheet).to_be_visible()
    assert violations(phone) == []
    sheet.get_by_role("button", name="Reply").tap()
    expect(sheet).to_be_hidden()
    expect(phone.locator("#replying b")).to_have_text("Replying to Bob")


def test_the_sheet_gives_its_tools_back(phone):
    row = message(phone, "Who brings the cake?")
    row.tap()
    until_drawn(phone)
    row.locator(".msg-menu summary").tap()
    sheet = phone.get_by_role("dialog", name="Message actions")
    expect(sheet).to_be_visible()
    phone.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(phone.locator("#actions .menu")).to_have_count(0)
    row.tap()
    expect(row.locator(".msg-menu .menu")).to_have_count(1)


def test_the_sheet_stays_with_a_message_that_changes(phone, bob):
    row = message(phone, "Who brings the cake?")
    row.tap()
    until_drawn(phone)
    row.locator(".msg-menu summary").tap()
    sheet = phone.get_by_role("dialog", name="Message actions")
    expect(sheet).to_be_visible()
    said = Message.objects.get(body__contains="cake")
    edit_message(message=said, by=bob, body="Who brings the pie?")
    expect(message(phone, "Who brings the pie?")).to_be_attached()
    sheet.get_by_role("button", name="Reply").tap()
    expect(phone.locator("#replying span")).to_have_text("Who brings the pie?")
    phone.keyboard.press("Escape")
    row = message(phone, "Who brings the pie?")
    row.tap()
    until_drawn(phone)
    row.locator(".msg-menu summary").tap()
    expect(sheet).to_be_visible()
    delete_message(message=said, by=bob)
    expect(sheet).to_be_hidden()


def test_nothing_is_wrong_with_the_looks_of_replying(page, look):
    answer(page)
    write(page, "Me")
    expect(message(page, "Me").locator(".msg__quote")).to_be_visible()
    answer(page)
    look(page)


def test_what_is_answered_stands_under_its_name_in_both_directions(page, replying):
    answer(page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    starts = """part => {
        const range = document.createRange();
        range.selectNodeContents(part);
        return range.getBoundingClientRect().right;
    }"""
    name, words = (replying.locator(part).evaluate(starts) for part in ("b", "span"))
    assert name == pytest.approx(words, abs=1)
