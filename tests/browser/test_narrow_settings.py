"""Settings on the narrowest screens: what one taps stands where one looks for it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import doors
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = {"width": 320, "height": 640}
ENDS = "rows => rows.map(row => Math.round(row.lastElementChild.getBoundingClientRect().right))"
HEIGHTS = "groups => groups.map(group => group.getClientRects().length)"


@pytest.fixture
def page(open_page, bob) -> Page:
    page = open_page(bob, "/settings/security/")
    page.set_viewport_size(NARROW)
    return page


def ends_of(rows: Locator) -> set[int]:
    """Where the last thing of each row ends."""
    return set(rows.evaluate_all(ENDS))


def test_buttons_stand_on_one_side(page):
    for path in ("/settings/security/", "/settings/"):
        page.goto(path)
        rows = page.locator(".settings .setting")
        assert rows.count() > 3
        assert len(ends_of(rows)) == 1


def test_an_app_s_key_breaks_between_its_groups(page):
    page.goto("/accounts/2fa/totp/activate/")
    doors.prove(page, PASSWORD)
    key = page.locator(".key")
    expect(key).to_be_visible()
    groups = key.locator("span")
    assert groups.count() == 8
    assert set(groups.evaluate_all(HEIGHTS)) == {1}
    key.click()
    assert page.evaluate("getSelection().toString()") == key.inner_text()
    assert len(key.inner_text()) == 32
