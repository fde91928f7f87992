"""The network goes away and comes back: nothing is lost, nothing doubled, and the page says so."""

import pytest
from playwright.sync_api import expect

from chat.models import Message
from tests.browser.talk import in_the_past, log, message, until_complete, until_live, write
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)

CAUGHT_UP = 15_000  # milliseconds


@pytest.fixture
def page(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    return page


@pytest.fixture
def own_site(start_server, shared_data):
    """A texter of this test's own, to stop and start."""
    return start_server("uvicorn", **shared_data)


@pytest.fixture
def own_page(open_page, own_site, ann, room):
    page = open_page(ann, f"{own_site.url}/rooms/{room.pk}/")
    until_live(page)
    return page


def test_a_message_that_could_not_be_sent_stays_and_goes_out_once(page, ann, room):
    page.context.set_offline(True)
    write(page, "from the tunnel")
    expect(page.get_by_text("Will be sent when you’re back online.")).to_be_visible()
    expect(page.get_by_text("You’re offline.")).to_be_visible()
    page.context.set_offline(False)
    expect(message(page, "from the tunnel")).to_have_count(1, timeout=CAUGHT_UP)
    expect(page.locator("#messages > [data-state]")).to_have_count(0)
    assert Message.objects.filter(body="from the tunnel").count() == 1


OFFLINE = "You’re offline. Try again when you’re back."


def test_without_a_network_a_link_leads_nowhere(page, room):
    page.locator("#composer").fill("half a thought")
    page.evaluate("window.isSame = true")
    page.context.set_offline(True)
    for leave in (
        lambda: page.get_by_role("link", name="General").click(),
        lambda: page.get_by_role("link", name="2 members").click(),
        lambda: page.get_by_role("link", name="Bob", exact=True).first.click(),
    ):
        leave()
        expect(page.locator("#toasts .toast")).to_have_text(OFFLINE)
        page.locator("#toasts").evaluate("region => region.replaceChildren()")
    expect(page.locator("#composer")).to_have_value("half a thought")
    assert page.evaluate("window.isSame")
    page.context.set_offline(False)
    page.get_by_role("link", name="General").click()
    expect(page.get_by_role("heading", name="General", level=1)).to_be_visible()


def test_without_a_network_a_form_keeps_what_is_in_it(open_page, ann, room):
    page = open_page(ann, "/search/")
    until_live(page)
    field = page.locator("#search-field")
    field.fill("launch")
    page.context.set_offline(True)
    field.press("Enter")
    expect(page.locator("#toasts .toast")).to_have_text(OFFLINE)
    expect(field).to_have_value("launch")
    page.context.set_offline(False)
    field.press("Enter")
    page.wait_for_url("**/search/?q=launch**")


def test_without_a_network_who_reads_the_past_stays_there(open_page, ann, bob, room):
    page = in_the_past(open_page, ann, bob, room)
    page.context.set_offline(True)
    write(page, "to the end")
    expect(page.locator("#toasts .toast")).to_have_text(OFFLINE)
    expect(page.locator("#composer")).to_have_value("to the end")
    page.context.set_offline(False)
    page.locator("#composer").press("Enter")
    page.wait_for_url(f"**/rooms/{room.pk}/#message-*")
    expect(message(page, "to the end")).to_be_in_viewport()


def test_try_again_sends_the_same_message(page):
    page.route("**/messages/", lambda route: route.fulfill(status=503, body="down"), times=1)
    write(page, "again")
    page.get_by_role("button", name="Try again").click()
    expect(message(page, "again")).to_have_count(1)
    assert Message.objects.filter(body="again").count() == 1


def test_an_answer_that_was_lost_makes_no_second_message(page):
    """The server stored it, the answer never came, the page tries again."""

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/messages/", lose, times=1)
    write(page, "once")
    expect(message(page, "once")).to_have_count(1, timeout=CAUGHT_UP)
    expect(page.locator("#messages > [data-state]")).to_have_count(0, timeout=CAUGHT_UP)
    assert Message.objects.filter(body="once").count() == 1


def test_an_unsent_message_can_be_given_up(page):
    page.route("**/messages/", lambda route: route.fulfill(status=503, body="down"))
    write(page, "never mind")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#messages > [data-state]")).to_have_count(0)
    assert not Message.objects.filter(body="never mind").exists()


def test_a_refusal_is_said_in_words_and_the_text_comes_back(page):
    write(page, "x" * 10_001)
    expect(page.get_by_text("A message can be up to 10,000 characters.")).to_be_visible()
    assert len(page.locator("#composer").input_value()) == 10_001


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_a_restart_of_the_server_is_caught_up(own_site, own_page, ann, bob, room, end):
    getattr(own_site, end)()
    missed = [say(bob, room, f"missed {number}") for number in range(3)]
    own_site.start()
    for each in missed:
        expect(own_page.locator(f"#message-{each.pk}")).to_be_attached(timeout=CAUGHT_UP)
    live = log(own_page)
    own_page.reload()
    assert log(own_page) == live


def test_pages_that_lost_their_server_come_back_at_moments_of_their_own(page):
    """A thousand pages of one process: no second sees most of them, no half second all."""
    delays = page.evaluate("Array.from({length: 1000}, () => htmx.config.wsReconnectDelay(0))")
    for began in range(0, 2000, 100):
        assert sum(began <= delay < began + 500 for delay in delays) < 350
    assert max(delays) < 2000
    later = page.evaluate("Array.from({length: 1000}, () => htmx.config.wsReconnectDelay(9))")
    assert 20_000 < max(later) < 30_000


def test_what_was_written_while_the_server_was_down_goes_out_in_order(own_site, own_page):
    own_site.kill()
    for number in range(3):
        write(own_page, f"waiting {number}")
    own_site.start()
    for number in range(3):
        expect(message(own_page, f"waiting {number}")).to_have_count(1, timeout=CAUGHT_UP)
    bodies = list(Message.objects.filter(body__startswith="waiting").order_by("seq"))
    assert [each.body for each in bodies] == ["waiting 0", "waiting 1", "waiting 2"]


def test_who_missed_too_much_gets_the_newest_page(own_site, own_page, bob, room):
    own_site.kill()
    for number in range(205):
        say(bob, room, f"missed {number}")
    own_site.start()
    expect(message(own_page, "missed 204")).to_be_visible(timeout=CAUGHT_UP)
    expect(own_page.locator("#messages > [data-seq]")).to_have_count(50)
    write(own_page, "here again")
    expect(message(own_page, "here again")).to_have_count(1)


def test_where_sockets_are_blocked_the_page_asks_and_says_so(open_page, ann, bob, room):
    page = open_page(None)
    page.context.close()
    page = open_page(ann, "/rooms/")
    page.context.route_web_socket("**/ws/**", lambda socket: socket.close(code=1006 - 6))
    page.goto(f"/rooms/{room.pk}/")
    expect(page.get_by_text("Live connection blocked.")).to_be_visible(timeout=CAUGHT_UP)
    say(bob, room, "by polling")
    expect(message(page, "by polling")).to_be_visible(timeout=CAUGHT_UP)
    write(page, "also out")
    expect(message(page, "also out")).to_be_visible()
    until_complete(page, room)
