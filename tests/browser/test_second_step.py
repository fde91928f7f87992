"""An authenticator app: turned on, asked for, stood in for by a recovery code, turned off."""

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.browser import doors
from tests.browser.doors import AT_THE_DOOR, ROOMS

pytestmark = pytest.mark.django_db(transaction=True)


class Bobs(NamedTuple):
    """What Bob has: a browser, the key in his app, and the first of his recovery codes."""

    page: Page
    key: str
    recovery: str


@pytest.fixture
def bobs(open_door, bob) -> Bobs:
    """Bob has turned his app on, and is at the door again."""
    page = open_door(bob, "/settings/security/")
    page.get_by_role("link", name="Turn on authenticator app").click()
    doors.prove(page)
    key = doors.turn_on_app(page)
    recovery = page.locator(".recovery li").first.inner_text()
    doors.sign_out(page)
    return Bobs(page, key, recovery)


def answer(page: Page, code: str) -> None:
    page.get_by_label("Code from your app, or a recovery code").fill(code)
    page.get_by_role("button", name="Sign in").click()


def test_the_app_is_asked_for_its_code(bobs):
    page = bobs.page
    doors.come_in_by_password(page, "bob", way_on=ROOMS)
    answer(page, doors.wrong(doors.app_code(bobs.key)))
    expect(page.get_by_text("That code didn’t match.")).to_be_visible()
    answer(page, doors.app_code(bobs.key, steps=1))
    expect(page).to_have_url(re.compile(ROOMS))


def test_a_recovery_code_is_good_once(bobs):
    page = bobs.page
    doors.come_in_by_password(page, "bob")
    answer(page, bobs.recovery)
    doors.until_in(page, "Bob")
    doors.sign_out(page)
    doors.come_in_by_password(page, "bob")
    answer(page, bobs.recovery)
    expect(page.get_by_text("That code didn’t match.")).to_be_visible()
    page.get_by_role("button", name="Back to sign-in").click()
    expect(page).to_have_url(AT_THE_DOOR)


def test_the_app_is_turned_off(bobs):
    page = bobs.page
    doors.come_in_by_password(page, "bob")
    answer(page, bobs.recovery)
    doors.until_in(page, "Bob")
    page.goto("/settings/security/")
    page.get_by_role("link", name="Turn off authenticator app").click()
    page.get_by_role("button", name="Turn off").click()
    expect(page.get_by_text("Your app is turned off.")).to_be_visible()
