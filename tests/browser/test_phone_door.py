"""The door for phones, as somebody with a browser and a phone meets it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import doors
from tests.browser.doors import NUMBER, ROOMS

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_phone_signs_up_and_in_again(door, twilio_service):
    doors.come_in_by_phone(door, twilio_service)
    door.get_by_label("What should people call you?").fill("Noor Haddad")
    door.get_by_role("button", name="Continue").click()
    expect(door).to_have_url(re.compile(ROOMS))
    doors.sign_out(door)
    doors.wait_over()
    door.goto(f"/accounts/login/?next={ROOMS}")
    doors.come_in_by_phone(door, twilio_service)
    expect(door).to_have_url(re.compile(ROOMS))
    doors.until_in(door, "Noor Haddad")


def test_a_wrong_code_keeps_the_cursor(door, twilio_service):
    doors.ask_for_code(door)
    doors.type_code(door, doors.wrong(twilio_service.code_for(NUMBER)))
    expect(door.get_by_role("alert")).to_contain_text("2 tries left")
    expect(door.get_by_label("6-digit code")).to_be_focused()
    doors.type_code(door, twilio_service.code_for(NUMBER))
    expect(door.get_by_label("What should people call you?")).to_be_visible()


def test_a_code_that_was_typed_before_the_script_came_is_sent_too(door, twilio_service):
    held = []
    door.route("**/js/code*", lambda route: held.append(route), times=1)
    with door.expect_request("**/js/code*"):
        doors.ask_for_code(door)
    doors.type_code(door, twilio_service.code_for(NUMBER))
    held[0].continue_()
    expect(door.get_by_label("What should people call you?")).to_be_visible()


def test_a_code_that_did_not_get_through_is_sent_again(door, twilio_service):
    door.clock.install()
    doors.ask_for_code(door)
    expect(door.locator(".code__cells")).to_be_visible()
    door.route(door.url, lambda route: route.abort("aborted"), times=1)
    with door.expect_event("requestfailed"):
        doors.type_code(door, twilio_service.code_for(NUMBER))
    door.clock.fast_forward(11_000)
    door.get_by_role("button", name="Continue").click()
    expect(door.get_by_label("What should people call you?")).to_be_visible()


def test_a_new_code_is_offered_after_the_wait(door, twilio_service):
    doors.ask_for_code(door)
    again = door.get_by_role("button", name="Send a new code")
    expect(door.get_by_text("You can resend in 0:")).to_be_visible()
    expect(again).to_be_hidden()
    doors.wait_over()
    door.reload()
    again.click()
    expect(door.get_by_text("A new code is on its way.")).to_be_visible()
    doors.type_code(door, twilio_service.code_for(NUMBER))
    expect(door.get_by_label("What should people call you?")).to_be_visible()
