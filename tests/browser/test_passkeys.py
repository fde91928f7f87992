"""Passkeys in a device that keeps them: added, signing in, a second step, removed."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from accounts import people
from tests.browser import doors
from tests.browser.doors import AT_THE_DOOR, NUMBER, ROOMS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_door, bob) -> Page:
    """Bob has added a passkey."""
    page = open_door(None, "/accounts/login/")
    doors.plug_in_passkeys(page)
    doors.come_in_by_password(page, "bob")
    doors.until_in(page, "Bob")
    page.goto("/accounts/2fa/webauthn/add/")
    doors.add_passkey(page)
    return page


def test_one_signs_in(page):
    doors.sign_out(page)
    page.goto(f"/accounts/login/?next={ROOMS}")
    page.get_by_role("button", name="Passkey").click()
    expect(page).to_have_url(re.compile(ROOMS))
    doors.until_in(page, "Bob")


def test_no_other_door_asks_for_one(page):
    doors.sign_out(page)
    doors.come_in_by_password(page, "bob")
    doors.until_in(page, "Bob")


def test_one_is_renamed_and_removed(page):
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Rename Passkey").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove My phone").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Your passkey is removed.")).to_be_visible()


def test_the_last_way_in_stays(page, bob):
    bob.set_unusable_password()
    bob.save()
    page.goto("/accounts/2fa/webauthn/")
    expect(page).to_have_url(AT_THE_DOOR)
    page.get_by_role("button", name="Passkey").click()
    expect(page.get_by_text("Only way in")).to_be_visible()
    page.goto(f"/accounts/2fa/webauthn/keys/{Authenticator.objects.get(user=bob).pk}/remove/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Remove this passkey?")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("alert")).to_contain_text("That is your only way in.")
    people.give_number(user=bob, number=NUMBER)
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove Passkey").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Your passkey is removed.")).to_be_visible()


def test_one_that_is_not_known_here_is_told_so(page, bob):
    doors.sign_out(page)
    Authenticator.objects.all().delete()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("That passkey is not known here.")


def test_a_device_without_one_is_told_so(open_door, ann):
    page = open_door(None, "/accounts/login/password/")
    doors.plug_in_passkeys(page)
    page.get_by_role("button", name="Passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Your device gave us no passkey.")
    expect(page).to_have_url(re.compile("/accounts/login/password/"))


def test_without_scripts_a_passkey_leads_to_words(open_door, ann):
    page = open_door(None, "/accounts/login/", java_script_enabled=False)
    page.get_by_role("button", name="Passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Take another way in.")
