"""Where the log stands when a room is opened, and that it stays where the reader is."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from chat.actions.reading import mark_read
from tests.browser.talk import held, message, seqs, until_drawn, until_live, write
from tests.cast import membership, say

pytestmark = pytest.mark.django_db(transaction=True)

TOP = "row => row.getBoundingClientRect().top"
DISTANCE = "log => log.scrollHeight - log.scrollTop - log.clientHeight"
SET_HIDDEN = """hidden => {
  Object.defineProperty(document, "visibilityState", {get: () => hidden ? "hidden" : "visible", configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def story(ann, bob, room):
    """120 messages over ten days, in groups of three by turns; ann has read them all."""
    now = timezone.now()
    for number in range(120):
        with patch(
            "django.utils.timezone.now", return_value=now - timedelta(hours=2 * (120 - number))
        ):
            say((ann, bob)[number // 3 % 2], room, f"line {number}" + "\nand more" * (number % 4))
    mark_read(membership=membership(ann, room), seq=121)
    return room


@pytest.mark.parametrize("top", [0, 250])
def test_earlier_messages_come_without_a_jump(open_page, ann, story, top):
    page = open_page(ann, f"/rooms/{story.pk}/")
    waiting = []
    page.route("**/messages/?before=*", lambda route: waiting.append(route))
    with page.expect_request("**/messages/?before=*"):
        page.locator(".log").evaluate("(log, top) => log.scrollTo(0, top)", top)
    seen = message(page, "line 72")
    until_drawn(page)
    before = seen.evaluate(TOP)
    held(page, waiting).continue_()
    expect(page.locator("#messages > .msg").nth(60)).to_be_attached()
    until_drawn(page)
    assert abs(seen.evaluate(TOP) - before) < 1


def test_a_long_absence_opens_at_the_first_unread(open_page, ann, bob, story):
    for number in range(30):
        say(bob, story, f"unread {number}\nand more\nand more")
    page = open_page(ann, f"/rooms/{story.pk}/")
    line, log = page.locator("#unread"), page.locator(".log")
    expect(line).to_be_in_viewport()
    share = (line.bounding_box()["y"] - log.bounding_box()["y"]) / log.bounding_box()["height"]
    assert 0.15 < share < 0.35
    expect(page.get_by_role("button", name="Jump to the newest")).to_be_visible()


def test_a_short_absence_opens_at_the_end(open_page, ann, bob, story):
    say(bob, story, "just one")
    page = open_page(ann, f"/rooms/{story.pk}/")
    expect(page.locator("#unread")).to_be_in_viewport()
    assert page.locator(".log").evaluate(DISTANCE) < 1


def test_the_end_is_kept_when_things_grow(open_page, ann, bob, story):
    page = open_page(ann, f"/rooms/{story.pk}/")
    until_live(page)
    page.locator("#composer").fill("one\ntwo\nthree\nfour\nfive")
    expect(page.locator("#messages > .msg").last).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 700, "height": 420})
    expect(page.locator("#messages > .msg").last).to_be_in_viewport(ratio=1)
    assert page.locator(".log").evaluate(DISTANCE) < 1


def test_the_end_is_kept_where_a_scroll_is_heard_before_the_new_size(open_page, ann, story):
    page = open_page(ann, f"/rooms/{story.pk}/")
    until_live(page)
    expect(page.locator("#messages > .msg").last).to_be_in_viewport(ratio=1)
    page.locator(".log").evaluate(
        "log => { log.style.marginBottom = '200px'; log.dispatchEvent(new Event('scroll')); }"
    )
    expect(page.locator("#messages > .msg").last).to_be_in_viewport(ratio=1)
    assert page.locator(".log").evaluate(DISTANCE) < 1


def test_who_leaves_the_end_while_something_comes_is_not_brought_back(open_page, ann, story):
    page = open_page(ann, f"/rooms/{story.pk}/")
    until_live(page)
    expect(page.locator("#messages > .msg").last).to_be_in_viewport(ratio=1)
    page.locator(".log").evaluate(
        """log => {
          log.scrollTop -= 400;
          document.getElementById('messages').style.paddingBottom = '50px';
          log.dispatchEvent(new Event('scroll'));
        }"""
    )
    until_drawn(page)
    assert page.locator(".log").evaluate(DISTANCE) > 300


def test_what_comes_while_nobody_looks_is_marked_new(open_page, ann, bob, room):
    page, bobs = (open_page(person, f"/rooms/{room.pk}/") for person in (ann, bob))
    until_live(page)
    page.evaluate(SET_HIDDEN, True)
    write(bobs, "@ann while away")
    write(bobs, "@ann and another")
    expect(message(page, "@Ann and another")).to_be_attached()
    expect(page.locator("#unread + .msg")).to_contain_text("while away")
    expect(page).to_have_title("(2) Launch week · texter")
    page.evaluate(SET_HIDDEN, False)
    expect(page).to_have_title("Launch week · texter")
    expect(page.locator("#unread")).to_have_count(1)
    write(page, "back again")
    expect(page.locator("#unread")).to_have_count(0)


def test_days_have_the_names_that_people_give_them(open_page, ann, bob, room):
    noon = timezone.now().replace(hour=12, minute=0)
    for days in (3, 1, 0):
        with patch("django.utils.timezone.now", return_value=noon - timedelta(days=days)):
            say(bob, room, f"{days} days ago")
    page = open_page(ann, "/rooms/", timezone_id="UTC")
    page.clock.set_fixed_time(noon)
    page.goto(f"/rooms/{room.pk}/")
    earlier = f"{noon - timedelta(days=3):%A %-d %B}"
    days = page.locator(".day")
    expect(days).to_have_text(["Today", earlier, "Yesterday", "Today"])
    page.clock.set_fixed_time(noon + timedelta(days=1))
    page.evaluate(SET_HIDDEN, False)
    expect(days.last).to_have_text("Yesterday")


def test_days_are_those_of_the_viewers_zone(open_page, ann, bob, room):
    """Half past eleven in the evening in London is half past eight in the morning in Tokyo."""
    late = timezone.now().replace(hour=23, minute=30) - timedelta(days=10)
    for minutes in (0, 40):
        with patch("django.utils.timezone.now", return_value=late + timedelta(minutes=minutes)):
            say(bob, room, f"after {minutes}")
    for zone, lines in (("UTC", 2), ("Asia/Tokyo", 1)):
        page = open_page(ann, f"/rooms/{room.pk}/", timezone_id=zone)
        between = page.locator(".msg + .day + .msg")
        expect(between).to_have_count(lines - 1)
        page.reload()
        expect(between).to_have_count(lines - 1)


def test_a_long_way_up_and_back_leaves_no_hole_and_no_crowd(open_page, ann, bob, room):
    for number in range(520):
        say(bob, room, f"line {number}")
    mark_read(membership=membership(ann, room), seq=521)
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    while (first := seqs(page)[0]) > 1:
        page.locator(".log").evaluate("log => log.scrollTo(0, 0)")
        expect(page.locator(f"#messages > [data-seq='{max(1, first - 50)}']")).to_be_attached()
        whole_and_bounded(seqs(page))
    assert seqs(page)[-1] < 521
    while (last := seqs(page)[-1]) < 521:
        page.locator(".log").evaluate("log => log.scrollTo(0, log.scrollHeight)")
        expect(page.locator(f"#messages > [data-seq='{min(521, last + 50)}']")).to_be_attached()
        whole_and_bounded(seqs(page))
    assert seqs(page)[0] > 1
    expect(page.locator("#messages > .day + .msg").first).to_be_attached()
    write(page, "home again")
    expect(message(page, "home again")).to_be_in_viewport()


def whole_and_bounded(loaded):
    assert loaded == list(range(loaded[0], loaded[-1] + 1))
    assert len(loaded) <= 400
