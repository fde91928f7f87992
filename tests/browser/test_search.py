"""Search in a browser: the key that leads there, and lists that go on by themselves."""

import pytest
from playwright.sync_api import expect

from chat.search.results import PAGE
from tests.browser.talk import until_live
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_slash_leads_to_the_search_of_the_room(open_page, ann, room):
    say(ann, room, "tea/coffee")
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    page.locator("#composer").press("/")
    expect(page.locator("#composer")).to_have_value("/")
    page.locator("#composer").fill("")
    page.locator("#composer").evaluate("field => field.blur()")
    page.keyboard.press("/")
    expect(page).to_have_url(f"{page.url.partition('/rooms/')[0]}/search/?room={room.pk}")
    expect(page.locator("#search-field")).to_be_focused()
    page.keyboard.type("coff")
    page.keyboard.press("Enter")
    expect(page.locator(".hit mark")).to_have_text("coffee")
    page.locator(".hit a").click()
    expect(page.locator(".log[data-focus]")).to_contain_text("tea/coffee")


# What the socket brings in the same moment.
MEANWHILE = """() => document.addEventListener('htmx:afterSwap', () => {
    htmx.trigger(document.querySelector('aside'), 'htmx:load');
}, {once: true})"""


def test_finds_go_on_where_the_reader_comes_to_the_end(open_page, ann, room, look):
    for number in range(PAGE + 5):
        say(ann, room, f"tea {number} https://example.org/a-long-address/{'x' * 80}")
    page = open_page(ann, "/search/?q=tea")
    expect(page.locator(".hit")).to_have_count(PAGE)
    page.evaluate(MEANWHILE)
    page.locator(".hits__more a").focus()
    expect(page.locator(".hit")).to_have_count(PAGE + 5)
    expect(page.locator(".hit a").nth(PAGE)).to_be_focused()
    look(page)


def test_nothing_is_wrong_with_what_it_says(open_page, ann, room, look):
    look(open_page(ann, "/search/"))
    look(open_page(ann, f"/search/?q=zebra+has:pony&room={room.pk}"))
