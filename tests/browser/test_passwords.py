"""Passwords: forgotten and set anew; and signing out somewhere else."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from accounts import people
from tests.browser import doors
from tests.browser.doors import ADDRESS, AT_THE_DOOR, NUMBER, ROOMS
from tests.browser.talk import until_live

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "an entirely new phrase"


@pytest.fixture
def elsewhere(open_door, bob) -> Page:
    """Another browser of Bob's, with a live page."""
    page = open_door(bob, "/rooms/")
    until_live(page)
    return page


def set_password(page: Page) -> None:
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Set password").click()


def test_a_forgotten_one_is_set_anew_by_mail(open_door, bob, mailbox, elsewhere):
    doors.claim(bob, verified=True)
    page = open_door(None, "/accounts/password/reset/")
    page.get_by_label("E-mail or phone number").fill(ADDRESS)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Look at your mail")).to_be_visible()
    page.goto(link := mailbox.link_to(ADDRESS))
    set_password(page)
    expect(elsewhere).to_have_url(AT_THE_DOOR)
    doors.come_in_by_password(page, "bob", NEW)
    doors.until_in(page, "Bob")
    page.goto(link)
    expect(page.get_by_role("heading", name="That link is no longer good")).to_be_visible()


def test_a_forgotten_one_is_set_anew_by_text(open_door, bob, twilio_service, elsewhere):
    people.give_number(user=bob, number=NUMBER)
    page = open_door(None, "/accounts/password/reset/")
    page.get_by_label("E-mail or phone number").fill(NUMBER)
    page.get_by_role("button", name="Continue").click()
    doors.until_asked_for_code(page)
    doors.type_code(page, twilio_service.code_for(NUMBER))
    set_password(page)
    expect(elsewhere).to_have_url(AT_THE_DOOR)
    doors.sign_out(page)
    doors.come_in_by_password(page, "bob", NEW)
    doors.until_in(page, "Bob")


def test_an_address_is_confirmed_by_mail(open_door, bob, mailbox):
    page = open_door(bob, "/accounts/email/")
    page.get_by_label("E-mail").fill("bob@example.org")
    page.get_by_role("button", name="Add address").click()
    doors.prove(page)
    expect(page.get_by_text("We mailed a link to bob@example.org.")).to_be_visible()
    page.goto(mailbox.link_to("bob@example.org"))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("bob@example.org is confirmed.")).to_be_visible()
    assert EmailAddress.objects.get(user=bob).verified


def test_signing_out_everywhere_else_closes_the_other_page(open_door, bob):
    elsewhere, page = open_door(None, "/"), open_door(None, "/")
    for each in (elsewhere, page):
        doors.come_in_by_password(each, "bob")
        until_live(each)
    page.goto("/settings/security/")
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(elsewhere).to_have_url(AT_THE_DOOR)
    expect(page.get_by_text("Signed out everywhere else.")).to_be_visible()


def test_a_link_from_inside_leads_there_after_signing_up(door):
    door.get_by_role("link", name="Create an account").click()
    door.get_by_label("What should people call you?").fill("Noor")
    door.get_by_label("Username").fill("noor")
    door.get_by_label("Password", exact=True).fill(NEW)
    door.get_by_role("button", name="Create account").click()
    expect(door).to_have_url(re.compile(ROOMS))
