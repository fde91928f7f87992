"""More pages than one person may have: the one that was seen longest ago says that it waits."""

import json
from contextlib import ExitStack

import pytest
from django.conf import settings
from playwright.sync_api import expect
from websockets.sync.client import connect

from chat.actions.direct_rooms import direct_room
from tests.browser.talk import message, until_live
from tests.cast import say
from tests.viewer import cookies_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def direct(ann, bob):
    return direct_room(people=[ann, bob])


@pytest.fixture
def page(open_page, ann, bob, direct):
    """Bob's page. That it is in view is said before it asks who is there, and answered in order."""
    page = open_page(bob, f"/rooms/{direct.pk}/")
    until_live(page)
    expect(page.locator(f"#presence-{ann.pk}")).to_be_attached()
    return page


@pytest.fixture
def windows(site, bob):
    """Opens as many more of bob's pages as he may have in all, each of them in view."""
    cookie = "; ".join(f"{name}={value}" for name, value in cookies_for(bob).items())
    address = site.url.replace("http", "ws", 1) + "/ws/"
    with ExitStack() as opened:

        def windows():
            for _ in range(settings.PAGES_A_PERSON):
                terms = {"origin": site.url, "additional_headers": {"Cookie": cookie}}
                window = opened.enter_context(connect(address, **terms))
                window.recv(timeout=10)
                window.send(json.dumps({"type": "presence", "state": "visible"}))

        yield windows


def test_it_says_so_and_goes_on_where_it_is_asked_to(page, windows, ann, direct):
    windows()
    waits = page.get_by_text("so this page waits")
    expect(waits).to_be_visible(timeout=10_000)
    missed = say(ann, direct, "said meanwhile")
    expect(message(page, missed.body)).to_have_count(0)
    page.get_by_role("link", name="Go on here").click()
    until_live(page)
    expect(message(page, missed.body)).to_be_visible()
    expect(waits).to_be_hidden()


def test_it_goes_on_by_itself_once_it_is_looked_at(page, windows, ann, direct):
    windows()
    expect(page.get_by_text("so this page waits")).to_be_visible(timeout=10_000)
    missed = say(ann, direct, "said meanwhile")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(message(page, missed.body)).to_be_visible(timeout=10_000)
    expect(page.get_by_text("so this page waits")).to_be_hidden()
