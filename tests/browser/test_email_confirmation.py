"""Signing up where an address has to be confirmed: from nothing to the rooms."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import doors
from tests.browser.axe import PHONE, scrolls_sideways, violations
from tests.browser.conftest import pages_of
from tests.browser.doors import ADDRESS, ROOMS
from tests.cast import PASSWORD
from tests.services.mailbox import Mailbox
from tests.services.process import running
from tests.services.server import Server

pytestmark = pytest.mark.django_db(transaction=True)

SLIP = "nor@example.org"


@pytest.fixture(scope="module")
def strict_site(run_data, tmp_path_factory, mailbox) -> Iterator[Server]:
    env = {**run_data, "EMAIL_REQUIRED": "1", "EMAIL_URL": mailbox.url}
    server = Server(tmp_path_factory.mktemp("strict"), "uvicorn", env)
    server.collect()
    with running(server):
        yield server


@pytest.fixture
def open_strict(browser: Browser, strict_site, mailbox, ann) -> Iterator[Callable[..., Page]]:
    mailbox.reset()
    yield from pages_of(browser, strict_site.url)


def code_in(mailbox: Mailbox, address: str) -> str:
    return re.search(r"\b\d{6}\b", mailbox.letter_to(address).get_content())[0]


def sign_up(page: Page, address: str) -> None:
    page.get_by_label("What should people call you?").fill("Noor Haddad")
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Confirm your address")).to_be_visible()
    expect(page.get_by_text(f"We mailed 6 digits to {address}.")).to_be_visible()


def change_address(page: Page, address: str) -> None:
    page.get_by_role("link", name="Change address").click()
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Mail me a code").click()
    expect(page.get_by_text("A new code is on its way.")).to_be_visible()


def test_a_newcomer_slips_mends_it_and_is_in(open_strict, mailbox):
    page = open_strict(None, f"/accounts/signup/?next={ROOMS}")
    sign_up(page, SLIP)
    doors.type_code(page, doors.wrong(code_in(mailbox, SLIP)))
    expect(page.get_by_role("alert")).to_contain_text("2 tries left")
    expect(page.get_by_label("6-digit code")).to_be_focused()
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("2 tries left")
    assert not violations(page)
    page.set_viewport_size(PHONE)
    change_address(page, ADDRESS)
    assert not violations(page)
    assert not scrolls_sideways(page)
    expect(page.get_by_text("You can resend in 0:")).to_be_visible()
    doors.type_code(page, code_in(mailbox, ADDRESS))
    expect(page).to_have_url(re.compile(ROOMS))
    page.set_viewport_size({"width": 1280, "height": 800})
    doors.until_in(page, "Noor Haddad")
    doors.sign_out(page)
    doors.come_in_by_password(page, ADDRESS, way_on=ROOMS)
    expect(page).to_have_url(re.compile(ROOMS))


def test_all_of_it_works_without_scripts(open_strict, mailbox):
    page = open_strict(None, "/accounts/signup/", java_script_enabled=False)
    sign_up(page, SLIP)
    change_address(page, ADDRESS)
    expect(page.get_by_role("button", name="Send a new code")).to_be_visible()
    page.get_by_role("button", name="Send a new code").click()
    expect(page.get_by_role("alert")).to_contain_text("then ask for a new code")
    page.get_by_label("6-digit code").fill(code_in(mailbox, ADDRESS))
    page.get_by_role("button", name="Continue").click()
    doors.until_in(page, "Noor Haddad")
