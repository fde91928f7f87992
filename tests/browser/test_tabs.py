"""The bar at a phone's lower edge."""

import pytest
from playwright.sync_api import expect

from chat.actions.direct_rooms import direct_room
from tests.browser.axe import DESKTOP, PHONE
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_phone_goes_between_rooms_people_and_settings(open_page, ann, bob):
    page = open_page(ann, "/rooms/")
    page.set_viewport_size(PHONE)
    tabs = page.get_by_role("navigation", name="Rooms, people and settings")
    for name in ("People", "Settings", "Rooms"):
        tabs.get_by_role("link", name=name).click()
        expect(tabs.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")
        assert tabs.get_by_role("link", name=name).bounding_box()["height"] >= 44
    page.set_viewport_size(DESKTOP)
    expect(tabs).to_be_hidden()


def test_the_tab_counts_what_waits_in_the_rooms(open_page, ann, bob):
    say(bob, direct_room(people=[ann, bob]), "Are you there?")
    page = open_page(ann, "/people/")
    page.set_viewport_size(PHONE)
    expect(page.get_by_role("link", name="Rooms 1 unread")).to_be_visible()


def test_one_signs_out_from_there(open_page, ann):
    page = open_page(ann, "/settings/")
    page.set_viewport_size(PHONE)
    page.locator(".settings__nav").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to texter")).to_be_visible()
