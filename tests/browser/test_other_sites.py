"""Other sites that vouch for people: at the door, and connected from the settings."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from accounts import people
from accounts.models import User
from tests.browser import doors
from tests.browser.doors import NUMBER, ROOMS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("site", ["Google", "Example"])
def test_another_site_signs_up(door, site):
    doors.continue_with(door, site)
    expect(door).to_have_url(re.compile(ROOMS))
    doors.until_in(door, "Noor Haddad")
    noor = User.objects.get(username="noor")
    assert EmailAddress.objects.get(user=noor).verified
    assert not noor.has_usable_password()


def test_google_joins_the_account_that_proved_the_same_address(door, bob):
    doors.claim(bob, verified=True)
    doors.continue_with(door, "Google")
    expect(door).to_have_url(re.compile(ROOMS))
    doors.until_in(door, "Bob")
    assert bob.socialaccount_set.count() == 1


def test_google_enters_no_account_that_only_claims_the_address(door, bob):
    doors.claim(bob, verified=False)
    doors.continue_with(door, "Google")
    expect(door).to_have_url(re.compile(ROOMS))
    doors.until_in(door, "Noor Haddad")
    assert not bob.socialaccount_set.exists()


@pytest.mark.parametrize("verified", [True, False])
def test_another_provider_is_not_believed_about_addresses(door, provider, bob, verified):
    provider.person["email_verified"] = verified
    doors.claim(bob, verified=True)
    doors.continue_with(door, "Example")
    doors.until_in(door, "Noor Haddad")
    assert not bob.socialaccount_set.exists()


def test_a_refusal_over_there_is_told_in_words(door, provider):
    provider.refusal = "access_denied"
    doors.continue_with(door, "Google")
    expect(door.get_by_role("heading", name="You changed your mind")).to_be_visible()


def test_a_failure_over_there_is_told_in_words(door, provider):
    provider.refusal = "server_error"
    doors.continue_with(door, "Google")
    expect(door.get_by_role("heading", name="That did not work")).to_be_visible()


def connect(page: Page) -> None:
    page.get_by_role("link", name="Manage other sites").click()
    page.get_by_role("button", name="Connect Google").click()


def remove(page: Page) -> None:
    page.goto("/accounts/3rdparty/")
    page.get_by_role("button", name="Remove Google").click()


def test_google_is_connected_and_signs_in_from_then_on(open_door, bob):
    page = open_door(bob, "/settings/security/")
    connect(page)
    doors.prove(page)
    expect(page.get_by_text("You can sign in with Google now.")).to_be_visible()
    doors.sign_out(page)
    doors.continue_with(page, "Google")
    doors.until_in(page, "Bob")


def test_a_google_account_is_the_way_into_one_account(open_door, door, bob):
    doors.continue_with(door, "Google")
    doors.until_in(door, "Noor")
    page = open_door(bob, "/settings/security/")
    connect(page)
    doors.prove(page)
    expect(page.get_by_role("alert")).to_contain_text("the way into another account")
    assert not bob.socialaccount_set.exists()


def test_the_last_way_in_stays(door):
    doors.continue_with(door, "Google")
    doors.until_in(door, "Noor")
    door.goto("/accounts/3rdparty/")
    expect(door.get_by_text("Only way in")).to_be_visible()
    expect(door.get_by_role("button", name="Remove Google")).to_have_count(0)


def test_a_phone_is_way_enough(door):
    doors.continue_with(door, "Google")
    doors.until_in(door, "Noor")
    noor = User.objects.get(username="noor")
    people.give_number(user=noor, number=NUMBER)
    remove(door)
    expect(door.get_by_text("It no longer signs you in.")).to_be_visible()
    assert not noor.socialaccount_set.exists()


def test_a_foreign_address_is_no_way_on(open_door, ann):
    page = open_door(None, "/accounts/login/?next=https://evil.example/")
    doors.continue_with(page, "Google")
    doors.until_in(page, "Noor")
    assert page.url.startswith("http://localhost:")
