"""What people do on a room's page, and how a test waits for it."""

import re

from playwright.sync_api import Locator, Page, expect

from chat.models import Message, Room
from tests.browser.axe import AT_REST
from tests.cast import say

HEAD = re.compile(r"\s+")


def held(page: Page, waiting: list):
    """What a test holds back of the page, once the page has asked for it."""
    for _ in range(100):
        if waiting:
            return waiting.pop()
        page.wait_for_timeout(50)
    raise AssertionError("nothing was asked")


def write(page: Page, body: str) -> None:
    page.locator("#composer").fill(body)
    page.locator("#composer").press("Enter")


def message(page: Page, body: str) -> Locator:
    """The confirmed message that says exactly this."""
    text = page.locator(".msg__text").get_by_text(body, exact=True)
    return page.locator("#messages > .msg[data-seq]").filter(has=text)


def in_the_past(open_page, ann, bob, room: Room) -> Page:
    """Ann's page at a message that is long ago: the newest are not on it."""
    old = say(bob, room, "old")
    for number in range(160):
        say(bob, room, f"line {number}")
    page = open_page(ann, f"/rooms/{room.pk}/messages/{old.pk}/")
    until_live(page)
    expect(page.locator("#messages[data-newest=false]")).to_be_attached()
    return page


def until_live(page: Page) -> None:
    """The socket is open and the page hears."""
    expect(page.locator("html[data-live=yes]")).to_be_attached()


def until_drawn(page: Page) -> None:
    """Two frames later: what was just done is on the screen, and what was out of view is drawn."""
    frames = "done => requestAnimationFrame(() => requestAnimationFrame(done))"
    page.evaluate(f"() => new Promise({frames})")


def until_at_rest(page: Page) -> None:
    """What opens with a movement has come to its place and size."""
    page.evaluate(f"() => {AT_REST}.then(() => null)")


def log(page: Page) -> list[tuple]:
    """What the log shows, row by row; the "New" line is the reader's own and left out."""
    rows = """rows => rows.map(row => row.matches('[data-seq]')
        ? [row.id, row.dataset.version, row.className, row.innerText.replace(/\\s+/g, ' ').trim()]
        : [row.className, row.innerText.trim()])"""
    return page.locator("#messages > li:not(.unread-line)").evaluate_all(rows)


def seqs(page: Page) -> list[int]:
    return page.locator("#messages > [data-seq]").evaluate_all(
        "rows => rows.map(r => +r.dataset.seq)"
    )


def until_complete(page: Page, room: Room) -> None:
    """The page has come to the newest message."""
    last = Message.objects.in_room(room.pk).order_by("seq").last()
    expect(page.locator(f"#message-{last.pk}")).to_be_attached(timeout=10_000)


def scroll_to_top(page: Page) -> None:
    """To the first loaded row; what lies before it is loaded when this returns."""
    first = seqs(page)[0]
    page.locator(".log").evaluate("log => log.scrollTo(0, 0)")
    earlier = page.locator(f".log__start, #messages > [data-seq='{first - 1}']")
    expect(earlier.first).to_be_attached()
