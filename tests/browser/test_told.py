"""Where somebody lands after signing up they read what was said on the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = re.compile("the link that confirms (nor|new)@example.org stands in the terminal")


def sign_up(page, address: str) -> None:
    """An address of each test's own: the site mails to one once in a few minutes."""
    page.get_by_label("What should people call you?").fill("Nor")
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url(re.compile(r"/rooms/\d+/"))


def test_it_is_a_toast_in_the_room(open_page, ann, room):
    page = open_page(None, "/accounts/signup/")
    sign_up(page, "nor@example.org")
    expect(page.get_by_role("status").get_by_text(WORDS)).to_be_in_viewport(ratio=1)
    page.reload()
    expect(page.locator("html[data-live=yes]")).to_be_attached()
    expect(page.get_by_text(WORDS)).to_have_count(0)


def test_without_javascript_it_is_a_line_over_the_log(open_page, ann, room):
    page = open_page(None, "/accounts/signup/", java_script_enabled=False)
    sign_up(page, "new@example.org")
    line = page.locator("main .banner--back[role=status]")
    expect(line).to_be_in_viewport(ratio=1)
    assert WORDS.search(line.evaluate("line => line.textContent"))
    page.reload()
    expect(line).to_have_count(0)
