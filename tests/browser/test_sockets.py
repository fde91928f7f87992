"""Sockets that hang, come twice, or leave holes: the page asks for what it misses and says so."""

import re

import pytest
from playwright.sync_api import expect

from accounts import people
from tests.browser.talk import held, message, until_live, write
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)

SOON = 12_000  # milliseconds; longer than any retry or poll

# The first fails, the second never gets an answer.
HANGING = """
window.opened = [];
window.WebSocket = class extends EventTarget {
  static CONNECTING = 0; static OPEN = 1; static CLOSED = 3; OPEN = 1;
  constructor(url) {
    super();
    this.readyState = 0;
    window.opened.push(url);
    if (window.opened.length === 1) setTimeout(() => this.fail(), 0);
  }
  fail() {
    this.readyState = 3;
    const event = new CloseEvent("close", { code: 1006 });
    this.dispatchEvent(event);
    this.onclose?.(event);
  }
  send() {}
  close() {}
};
"""


@pytest.fixture
def room_path(room):
    return f"/rooms/{room.pk}/"


@pytest.fixture
def page(open_page, ann, room_path):
    page = open_page(ann, room_path)
    until_live(page)
    return page


@pytest.fixture
def cut_off(open_page, ann, room_path):
    """A page whose socket hangs in the handshake."""
    page = open_page(ann, "/rooms/new/")
    page.add_init_script(HANGING)
    page.goto(room_path)
    return page


def test_a_socket_that_never_opens_is_given_up_for_asking(cut_off, bob, room):
    expect(cut_off.get_by_text("Live connection blocked.")).to_be_visible(timeout=SOON)
    say(bob, room, "by asking")
    expect(message(cut_off, "by asking")).to_be_visible(timeout=SOON)
    write(cut_off, "out all the same")
    expect(message(cut_off, "out all the same")).to_have_count(1)


def test_a_socket_on_its_way_is_not_opened_twice(cut_off):
    expect(cut_off.get_by_text("Live connection blocked.")).to_be_visible(timeout=SOON)
    for _ in range(3):
        cut_off.evaluate("dispatchEvent(new Event('online'))")
    assert len(cut_off.evaluate("window.opened")) == 2


def test_asking_again_and_again_tells_nothing_that_is_told(cut_off, room_path):
    told = []
    cut_off.on(
        "request", lambda request: told.append(request.url) if "/read/" in request.url else 0
    )
    for _ in range(3):
        with cut_off.expect_response("**/changes/**", timeout=SOON):
            pass
    assert len(told) <= 1


def test_who_lost_the_right_while_asking_is_sent_to_sign_in(cut_off, ann, bob):
    expect(cut_off.get_by_text("Live connection blocked.")).to_be_visible(timeout=SOON)
    people.hand_over_site(by=ann, to=bob)
    ann.refresh_from_db()
    people.deactivate(ann)
    expect(cut_off).to_have_url(re.compile("/accounts/login/"), timeout=SOON)


def test_a_hole_that_shows_while_asking_is_asked_for_too(page, room):
    """Two holes at once: the second must not be forgotten because the first is being mended."""
    waiting = []
    version = int(page.locator("#messages").get_attribute("data-version"))

    page.route("**/changes/**", lambda route: waiting.append(route))
    for since in (version + 5, version + 9):
        page.evaluate(
            """([room, since]) => htmx.swap(document.body,
              `<div hx-swap-oob="upsert:#messages" data-room="${room}" data-since="${since}" data-version="${since + 1}"></div>`,
              {swapStyle: "none"})""",
            [room.pk, since],
        )
    envelope = '<div hx-swap-oob="upsert:#messages" data-room="{}" data-since="{}" data-version="{}"></div>'
    first = held(page, waiting)
    with page.expect_request("**/changes/**") as second:
        first.fulfill(body=envelope.format(room.pk, version, version + 6))
    assert second.value.url.endswith(f"since={version + 6}")


def test_an_answer_that_comes_after_the_push_is_taken_quietly(open_page, page):
    complaints, waiting = [], []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else 0)

    def answer_late(route):
        waiting.append((route, route.fetch()))

    page.route("**/messages/", answer_late)
    write(page, "pushed first")
    expect(message(page, "pushed first")).to_have_count(1)
    route, response = held(page, waiting)
    with page.expect_event("requestfinished"):
        route.fulfill(response=response)
    page.unroute("**/messages/")
    write(page, "and on it goes")
    expect(message(page, "and on it goes")).to_have_count(1)
    assert complaints == []


def test_being_offline_is_said_at_once(page):
    page.context.set_offline(True)
    expect(page.get_by_text("You’re offline.")).to_be_visible(timeout=1_500)
    page.context.set_offline(False)
    expect(page.get_by_text("Back online")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("Back online")).to_be_hidden(timeout=SOON)
