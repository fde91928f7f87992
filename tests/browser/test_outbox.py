"""What is written outlives page, browser, server and sign-in, and goes out once, in order."""

from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from chat.models import Message
from tests.browser.outbox import entries, hold, let_go
from tests.browser.talk import message, until_live, write
from tests.cast import room_of
from tests.services.chromium import Chromium
from tests.services.process import running
from tests.viewer import cookies_for

pytestmark = pytest.mark.django_db(transaction=True)

BACK = 15_000  # milliseconds
NOTE = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"}
NAMES = "Object.keys(localStorage).map(name => name.split('.')[0]).sort().join()"
FULL = """() => {
    Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };
}"""
REFUSAL = {"status": 403, "content_type": "text/plain", "body": "Not here."}
NO_DATABASES = {
    "none": "Object.defineProperty(window, 'indexedDB', {value: undefined})",
    "hangs": "IDBFactory.prototype.open = () => ({})",
}


@pytest.fixture
def own_site(start_server, shared_data):
    """A texter of this test's own, to stop and start."""
    return start_server("uvicorn", **shared_data)


@pytest.fixture
def own_browser(tmp_path):
    with running(Chromium(tmp_path)) as process:
        yield process


@pytest.fixture
def page(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    return page


@contextmanager
def visit(browser, process, user, url):
    """A page in the browser that can be killed; the profile is the process's own."""
    connected = browser.browser_type.connect_over_cdp(process.url)
    context = connected.contexts[0]
    sign_in(context, user, url)
    page = context.new_page()
    page.goto(url)
    yield page
    if process.is_running:
        page.close()


def sign_in(context, user, url):
    origin = url.split("/rooms/")[0]
    context.add_cookies(
        [{"name": name, "value": value, "url": origin} for name, value in cookies_for(user).items()]
    )


def lose_answer(route):
    """It reaches the server, and nobody hears what came of it."""
    route.fetch()


def stay(route):
    """It never reaches the server."""


def bodies(room):
    return [
        each.body for each in Message.objects.in_room(room.pk).filter(kind="text").order_by("seq")
    ]


@pytest.mark.parametrize("fate", [stay, lose_answer])
def test_a_killed_browser_sends_once_when_it_is_back(
    browser, own_browser, own_site, ann, room, fate
):
    address = f"{own_site.url}/rooms/{room.pk}/"
    with visit(browser, own_browser, ann, address) as page:
        until_live(page)
        page.route("**/messages/", fate)
        with page.expect_request("**/messages/"):
            write(page, "before the crash")
        if fate is lose_answer:
            expect(message(page, "before the crash")).to_have_count(1)
        own_browser.kill()
    own_site.restart()
    own_browser.start()
    with visit(browser, own_browser, ann, address) as page:
        expect(message(page, "before the crash")).to_have_count(1, timeout=BACK)
        expect(page.locator("#messages > [data-state]")).to_have_count(0)
        expect(page.locator("#composer")).to_have_value("")
    assert bodies(room) == ["before the crash"]


def test_a_file_outlives_a_killed_browser_and_a_stopped_server(
    browser, own_browser, own_site, ann, room
):
    address = f"{own_site.url}/rooms/{room.pk}/"
    with visit(browser, own_browser, ann, address) as page:
        until_live(page)
        page.locator("[data-files]").set_input_files(NOTE)
        expect(page.locator(".tray__item")).to_have_count(1)
        own_site.kill()
        write(page, "with a file")
        expect(page.get_by_text("Not sent.")).to_be_visible()
        own_browser.kill()
    own_site.start()
    own_browser.start()
    with visit(browser, own_browser, ann, address) as page:
        expect(message(page, "with a file")).to_contain_text("notes.txt", timeout=BACK)
    sent = Message.objects.get(body="with a file")
    assert sent.attachments.get().file.read() == b"hello"


def test_after_signing_in_again_any_page_sends_it_and_only_for_its_writer(
    page, ann, bob, room, site
):
    Session.objects.all().delete()
    write(page, "signed out meanwhile")
    expect(page.get_by_text("You were signed out.")).to_be_visible()
    sign_in(page.context, bob, site.url)
    page.goto("/rooms/")
    until_live(page)
    assert entries(page) == 1
    assert bodies(room) == []
    sign_in(page.context, ann, site.url)
    with page.expect_response("**/messages/") as answer:
        page.goto("/rooms/")
    assert answer.value.ok
    page.goto(f"/rooms/{room.pk}/")
    expect(message(page, "signed out meanwhile")).to_have_count(1)
    assert bodies(room) == ["signed out meanwhile"]


def test_a_page_of_another_room_sends_it(page, ann, bob, room):
    other = room_of(ann, bob, name="Design")
    page.route("**/messages/", lambda route: route.abort())
    write(page, "from the other room")
    expect(page.get_by_text("Not sent.")).to_be_visible()
    page.unroute("**/messages/")
    with page.expect_response("**/messages/"):
        page.goto(f"/rooms/{other.pk}/")
    expect(page.locator("#messages > .msg")).to_have_count(0)
    assert bodies(room) == ["from the other room"]


def test_two_tabs_send_each_message_once(page, room):
    is_away, sent = True, []

    def pass_on(route):
        if is_away:
            return route.abort()
        sent.append(route.request.post_data)
        return route.continue_()

    page.context.route("**/messages/", pass_on)
    for number in range(3):
        write(page, f"number {number}")
    expect(page.get_by_text("Not sent.")).to_have_count(3)
    is_away = False
    second = page.context.new_page()
    second.goto(page.url)
    page.evaluate("dispatchEvent(new Event('online'))")
    for tab in (page, second):
        expect(message(tab, "number 2")).to_have_count(1, timeout=BACK)
        expect(tab.locator("#messages > [data-state]")).to_have_count(0)
    assert bodies(room) == ["number 0", "number 1", "number 2"]
    assert len(sent) == 3


@pytest.mark.parametrize("at", ["here", "/accounts/logout/"])
def test_who_signs_out_leaves_nothing_behind(page, room, at):
    other_tab = page.context.new_page()
    other_tab.goto(page.url)
    page.context.route("**/messages/", lambda route: route.abort())
    write(page, "never sent")
    expect(page.get_by_text("Not sent.")).to_be_visible()
    hold(other_tab)
    write(page, "written just now")
    page.locator("#composer").fill("not even sent")
    if at == "here":
        page.locator(".me summary").click()
    else:
        page.goto(at)
    page.wait_for_function(f"() => {NAMES} == 'draft,hasty'")
    page.get_by_role("button", name="Sign out").click()
    other_tab.wait_for_timeout(500)  # whoever does not wait is gone by then
    let_go(other_tab)
    page.wait_for_url("**/accounts/login/**")
    assert entries(page) == 0
    assert page.evaluate(NAMES) == "forgotten"


def test_what_somebody_else_did_not_send_here_stays_theirs(page, bob, room):
    page.route("**/messages/", lambda route: route.abort())
    write(page, "never sent")
    expect(page.get_by_text("Not sent.")).to_be_visible()
    sign_in(page.context, bob, page.url)
    page.goto("/rooms/")
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    assert entries(page) == 1


def test_what_was_given_up_does_not_come_back(page, room):
    page.route("**/messages/", lambda route: route.abort())
    write(page, "never mind")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#messages > [data-state]")).to_have_count(0)
    page.unroute("**/messages/")
    page.reload()
    until_live(page)
    write(page, "instead")
    expect(message(page, "instead")).to_have_count(1)
    assert bodies(room) == ["instead"]


def test_who_goes_on_at_once_loses_nothing(page, room):
    """What is written waits in the database behind another tab's transaction."""
    other_tab = page.context.new_page()
    other_tab.goto(page.url)
    hold(other_tab)
    write(page, "one")
    write(page, "two")
    page.goto("/people/")
    let_go(other_tab)
    page.goto(f"/rooms/{room.pk}/")
    expect(message(page, "two")).to_have_count(1)
    expect(page.locator("#messages > [data-state]")).to_have_count(0)
    assert bodies(room) == ["one", "two"]


def test_what_a_closed_tab_left_another_one_sends(page, room):
    other_tab = page.context.new_page()
    other_tab.goto(page.url)
    until_live(other_tab)
    hold(other_tab)
    write(page, "one")
    page.close()
    other_tab.wait_for_timeout(500)  # until the browser drops what the closed page had begun
    let_go(other_tab)
    write(other_tab, "two")
    expect(message(other_tab, "two")).to_have_count(1)
    assert bodies(room) == ["one", "two"]


@pytest.mark.parametrize("why", NO_DATABASES)
def test_without_a_database_in_the_browser_it_is_sent_from_memory(open_page, ann, room, why):
    page = open_page(ann, "/rooms/")
    page.add_init_script(NO_DATABASES[why])
    page.goto(f"/rooms/{room.pk}/")
    until_live(page)
    page.route("**/messages/", lambda route: route.abort(), times=1)
    write(page, "private window")
    page.get_by_role("button", name="Try again").click()
    expect(message(page, "private window")).to_have_count(1)
    assert bodies(room) == ["private window"]


def test_where_nothing_more_is_stored_one_sends_and_signs_out(page, room):
    page.evaluate(FULL)
    write(page, "no room")
    expect(message(page, "no room")).to_have_count(1)
    assert bodies(room) == ["no room"]
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")


def test_what_one_tab_gives_up_is_gone_from_the_other(page, room):
    page.context.route("**/messages/", lambda route: route.abort())
    write(page, "never mind")
    expect(page.get_by_text("Not sent.")).to_be_visible()
    second = page.context.new_page()
    second.goto(page.url)
    expect(second.get_by_text("Not sent.")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(second.locator("#messages > [data-state]")).to_have_count(0)


def test_a_refusal_is_said_in_every_tab_and_written_again_in_one(page, room):
    page.context.route("**/messages/", lambda route: route.abort())
    write(page, "too late")
    expect(page.get_by_text("Not sent.")).to_be_visible()
    second = page.context.new_page()
    second.goto(page.url)
    until_live(second)
    expect(second.get_by_text("Not sent.")).to_be_visible()
    page.locator("#composer").fill("meanwhile")
    page.context.unroute("**/messages/")
    page.context.route("**/messages/", lambda route: route.fulfill(**REFUSAL))
    page.get_by_role("button", name="Try again").click()
    for tab in (page, second):
        expect(tab.get_by_text("Not here.")).to_be_visible()
    expect(second.locator("#composer")).to_have_value("")
    second.get_by_role("button", name="Edit", exact=True).click()
    expect(second.locator("#composer")).to_have_value("too late")
    for tab in (page, second):
        expect(tab.locator("#messages > [data-state]")).to_have_count(0)
    expect(page.locator("#composer")).to_have_value("meanwhile")


def test_what_was_refused_goes_before_what_is_being_written(page, room):
    page.route("**/messages/", lambda route: route.fulfill(**REFUSAL), times=1)
    held = []
    page.route("**/messages/", lambda route: held.append(route), times=1)
    with page.expect_request("**/messages/"):
        write(page, "first")
    page.locator("#composer").fill("second")
    held[0].fallback()
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.locator("#composer")).to_have_value("first\nsecond")
    page.locator("#composer").press("Enter")
    expect(page.locator("#messages > .msg[data-seq]")).to_have_count(1)
    assert bodies(room) == ["first\nsecond"]
