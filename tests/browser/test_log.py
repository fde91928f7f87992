"""The log under the reader's hand: history, permalinks, position, the newest end."""

import pytest
from playwright.sync_api import expect

from chat.actions.direct_rooms import direct_room
from chat.actions.reading import mark_read
from chat.models import Membership
from tests.browser.talk import message, scroll_to_top, seqs, until_drawn, until_live, write
from tests.cast import membership, say

pytestmark = pytest.mark.django_db(transaction=True)

WRONGLY_COUNTED = """rows => {
    const height = row => row.getBoundingClientRect().height;
    const before = rows.map(height);
    rows.forEach(row => { row.style.contentVisibility = 'visible'; });
    return rows.map((row, n) => [row.innerText, before[n], height(row)]).filter(([, one, other]) => one !== other);
}"""
TOP_OF = "row => row.getBoundingClientRect().top"


@pytest.fixture
def long_room(ann, bob, room):
    """130 messages by two people, all read."""
    for number in range(130):
        say((ann, bob)[number // 3 % 2], room, f"line {number}")
    Membership.objects.filter(room=room).update(last_read_seq=131)
    return room


def test_the_page_opens_at_the_end(open_page, ann, long_room):
    page = open_page(ann, f"/rooms/{long_room.pk}/")
    expect(message(page, "line 129")).to_be_in_viewport()


def test_an_empty_room_says_what_to_do_until_something_is_said(open_page, ann, room, look):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    start = page.locator(".log__start")
    expect(start.get_by_role("heading", name="This is the start of Launch week")).to_be_visible()
    expect(start.get_by_role("link", name="Add people")).to_be_visible()
    expect(start.get_by_role("link", name="Invite link")).to_be_visible()
    look(page)
    write(page, "hello")
    expect(message(page, "hello")).to_be_visible()
    expect(start.get_by_role("heading")).to_be_visible()
    expect(start.get_by_role("link")).to_have_count(0)


def test_so_does_an_empty_direct_room(open_page, ann, bob):
    page = open_page(ann, f"/rooms/{direct_room(people=[ann, bob]).pk}/")
    until_live(page)
    faces = page.locator(".log__start > .row__faces")
    expect(faces).to_be_visible()
    write(page, "hello")
    expect(faces).to_be_hidden()


def test_the_author_is_named_below_the_new_line(open_page, ann, bob, room):
    said = [say(bob, room, f"line {number}") for number in range(3)]
    mark_read(membership=membership(ann, room), seq=said[0].seq)
    page = open_page(ann, f"/rooms/{room.pk}/")
    below, last = page.locator("#unread + .msg"), message(page, "line 2")
    expect(below).to_contain_text("line 1")
    assert below.locator(".msg__head").bounding_box()["height"] > 10
    assert last.locator(".msg__head").bounding_box()["height"] == 1
    line, row = page.locator("#unread").bounding_box(), below.bounding_box()
    assert row["y"] >= line["y"] + line["height"]


@pytest.mark.parametrize(
    "screen", [{}, {"has_touch": True, "is_mobile": True}], ids=["desk", "phone"]
)
@pytest.mark.parametrize("kind", ["room", "two", "three"])
def test_a_line_counts_as_high_as_it_is_before_it_was_in_view(
    open_page, ann, bob, cid, room, kind, screen
):
    """Many that come at once do not move what is in view, and neither does going up right away."""
    if kind != "room":
        room = direct_room(people=[ann, bob] if kind == "two" else [ann, bob, cid])
    for number in range(50):
        say((ann, bob)[number // 3 % 2], room, f"line {number}")
    page = open_page(ann, f"/rooms/{room.pk}/?end", **screen)
    until_live(page)
    assert page.locator("#messages > .msg").evaluate_all(WRONGLY_COUNTED) == []


def test_history_comes_without_a_jump(open_page, ann, long_room):
    page = open_page(ann, f"/rooms/{long_room.pk}/")
    until_live(page)
    until_drawn(page)
    page.route("**/messages/?before=*", hold := Hold())
    page.locator(".log").evaluate("log => log.scrollTo(0, 200)")
    until_drawn(page)
    anchor = page.locator("#messages > .msg").nth(8)
    name = anchor.get_attribute("id")
    hold.until_asked(page)
    before = page.locator(f"#{name}").evaluate(TOP_OF)
    hold.release()
    expect(message(page, "line 40")).to_be_attached()
    after = page.locator(f"#{name}").evaluate(TOP_OF)
    assert abs(after - before) < 2  # whole pixels


class Hold:
    """Holds requests back until released."""

    def __init__(self):
        self.routes = []

    def __call__(self, route):
        self.routes.append(route)

    def until_asked(self, page):
        while not self.routes:
            page.wait_for_timeout(10)

    def release(self):
        for route in self.routes:
            route.continue_()


def test_all_of_the_history_can_be_reached(open_page, ann, long_room):
    page = open_page(ann, f"/rooms/{long_room.pk}/")
    while not page.locator(".log__start").count():
        scroll_to_top(page)
    assert seqs(page) == list(range(1, 132))


def test_a_permalink_opens_in_context_and_goes_on_both_ways(open_page, ann, long_room):
    target = long_room.messages.get(body="line 60")
    page = open_page(ann, f"/rooms/{long_room.pk}/messages/{target.pk}/")
    expect(message(page, "line 60")).to_be_in_viewport()
    expect(message(page, "line 59")).to_be_in_viewport()
    page.locator(".log").evaluate("log => log.scrollTo(0, log.scrollHeight)")
    expect(message(page, "line 110")).to_be_attached()
    scroll_to_top(page)
    expect(message(page, "line 1")).to_be_attached()
    loaded = seqs(page)
    assert loaded == list(range(loaded[0], loaded[-1] + 1))


def test_a_permalink_shows_nothing_from_beyond_its_end(open_page, ann, bob, long_room):
    """What is said now is far below; it must not stand right after the last loaded row."""
    target = long_room.messages.get(body="line 10")
    page = open_page(ann, f"/rooms/{long_room.pk}/messages/{target.pk}/")
    until_live(page)
    others = open_page(bob, f"/rooms/{long_room.pk}/")
    write(others, "far below")
    expect(message(others, "far below")).to_be_visible()
    expect(page.locator(f"#room-{long_room.pk}")).to_contain_text("far below")
    assert message(page, "far below").count() == 0
    loaded = seqs(page)
    assert loaded == list(range(loaded[0], loaded[-1] + 1))


def test_sending_from_the_past_leads_to_the_present(open_page, ann, long_room):
    target = long_room.messages.get(body="line 10")
    page = open_page(ann, f"/rooms/{long_room.pk}/messages/{target.pk}/")
    write(page, "back to now")
    expect(message(page, "back to now")).to_be_in_viewport()


def test_what_comes_while_reading_above_moves_nothing_and_is_counted(
    open_page, ann, bob, long_room
):
    page = open_page(ann, f"/rooms/{long_room.pk}/")
    others = open_page(bob, f"/rooms/{long_room.pk}/")
    until_live(page)
    until_drawn(page)
    page.locator(".log").evaluate("log => log.scrollBy(0, -700)")
    until_drawn(page)
    seen = page.locator("#messages > .msg").nth(30)
    before = seen.evaluate(TOP_OF)
    write(others, "one below")
    expect(page.get_by_role("button", name="1 new message")).to_be_visible()
    write(others, "two below")
    pill = page.get_by_role("button", name="2 new messages")
    expect(pill).to_be_visible()
    assert abs(seen.evaluate(TOP_OF) - before) < 1
    pill.click()
    expect(message(page, "two below")).to_be_in_viewport()
    expect(page.locator("#jump")).to_be_hidden()


def test_the_first_unread_is_marked_and_in_view(open_page, ann, bob, long_room):
    Membership.objects.filter(room=long_room, user=ann).update(last_read_seq=90)
    page = open_page(ann, f"/rooms/{long_room.pk}/")
    expect(page.locator("#unread")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#unread")).to_have_count(0)
    expect(message(page, "line 129")).to_be_in_viewport()


def test_more_unread_than_fit_open_at_the_first_of_them_and_stay_unread(open_page, ann, long_room):
    Membership.objects.filter(room=long_room, user=ann).update(last_read_seq=20)
    page = open_page(ann, f"/rooms/{long_room.pk}/")
    until_live(page)
    expect(page.locator("#unread")).to_be_in_viewport()
    expect(message(page, "line 19")).to_be_in_viewport()
    expect(page.locator(f"#room-{long_room.pk} .badge b")).not_to_have_text("0")
    page.get_by_role("button", name="Jump to the newest").click()
    expect(message(page, "line 129")).to_be_in_viewport()
    expect(page.locator(f"#room-{long_room.pk} .badge")).to_be_hidden()


def test_a_page_keeps_at_most_400_messages(open_page, ann, bob, long_room):
    for number in range(300):
        say(bob, long_room, f"more {number}")
    page = open_page(ann, f"/rooms/{long_room.pk}/")
    while not page.locator(".log__start").count() and len(seqs(page)) < 400:
        scroll_to_top(page)
        assert len(seqs(page)) <= 400
    page.keyboard.press("Escape")
    expect(message(page, "more 299")).to_be_in_viewport()


def test_a_draft_waits_in_its_room(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    page.locator("#composer").fill("not yet sent")
    page.goto("/rooms/")
    page.goto(f"/rooms/{room.pk}/")
    expect(page.locator("#composer")).to_have_value("not yet sent")
    write(page, "sent now")
    expect(message(page, "sent now")).to_be_visible()
    page.reload()
    expect(page.locator("#composer")).to_have_value("")
