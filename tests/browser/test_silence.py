"""A socket that is open and dead: the page notices and opens another."""

import pytest
from playwright.sync_api import expect

from tests.browser.talk import message, until_live
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_page_that_hears_nothing_for_long_connects_again(open_page, ann, bob, room):
    page = open_page(None)
    page.context.close()
    page = open_page(ann, "/rooms/")
    page.clock.install()
    opened = []

    def swallow_the_first(socket):
        server = socket.connect_to_server()
        opened.append(server)
        if len(opened) == 1:
            server.on_message(lambda frame: None)

    page.context.route_web_socket("**/ws/**", swallow_the_first)
    page.goto(f"/rooms/{room.pk}/")
    until_live(page)
    missed = say(bob, room, "said into the void")
    page.clock.fast_forward(50_000)
    expect(message(page, missed.body)).to_be_visible(timeout=10_000)
    assert len(opened) >= 2
