"""Every account page in both themes and sizes: no accessibility violation, no sideways scroll."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from accounts import arrivals, people
from tests.browser import doors
from tests.browser.doors import NUMBER

pytestmark = pytest.mark.django_db(transaction=True)

FOR_STRANGERS = [
    "login/",
    "login/password/",
    "signup/",
    "inactive/",
    "google/login/",
    "oidc/oidc/login/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/1-never-sent/",
    "email/code/",
    "email/confirm/never-sent/",
    "3rdparty/login/cancelled/",
    "3rdparty/login/error/",
]
FOR_PEOPLE = [
    "email/",
    "phone/",
    "password/change/",
    "logout/",
    "reauthenticate/",
    "2fa/reauthenticate/",
    "2fa/webauthn/reauthenticate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/webauthn/keys/{passkey}/edit/",
    "2fa/webauthn/keys/{passkey}/remove/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "3rdparty/",
    "../settings/security/",
]


def test_pages_for_strangers(open_door, ann, look):
    page = open_door(None)
    for path in FOR_STRANGERS:
        page.goto(f"/accounts/{path}")
        expect(page.locator("h1")).to_have_count(1)
        look(page)


def test_pages_on_the_way_in(open_door, ann, look, twilio_service):
    page = open_door(None, "/accounts/login/")
    doors.ask_for_code(page)
    look(page)
    doors.type_code(page, doors.wrong(twilio_service.code_for(NUMBER)))
    expect(page.get_by_role("alert")).to_contain_text("2 tries left")
    look(page)
    doors.type_code(page, twilio_service.code_for(NUMBER))
    expect(page.get_by_label("What should people call you?")).to_be_visible()
    look(page)


def test_pages_for_people(open_door, bob, look):
    people.give_number(user=bob, number=NUMBER)
    page = open_door(bob, "/settings/security/")
    doors.plug_in_passkeys(page)
    page.get_by_role("link", name="Manage other sites").click()
    look(page)
    page.get_by_role("button", name="Connect Google").click()
    doors.prove(page)
    page.goto("/accounts/2fa/totp/activate/")
    look(page)
    doors.turn_on_app(page)
    doors.add_passkey(page)
    passkey = Authenticator.objects.get(user=bob, type=Authenticator.Type.WEBAUTHN)
    for path in FOR_PEOPLE:
        page.goto(f"/accounts/{path.format(passkey=passkey.pk)}")
        expect(page.locator("h1")).to_have_count(1)
        look(page)
    doors.sign_out(page)
    doors.come_in_by_password(page, "bob")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    look(page)


def test_pages_of_somebody_who_has_only_a_number(open_door, ann, look, twilio_service):
    noor = arrivals.admit_number(session={}, name="Noor", number=NUMBER)
    page = open_door(noor, "/accounts/password/set/")
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Text me a code").click()
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    look(page)
    doors.type_code(page, twilio_service.code_for(NUMBER))
    expect(page.get_by_label("New password").first).to_be_visible()
    look(page)
