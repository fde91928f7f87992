"""What people do at the doors, and the devices they do it with."""

import base64
import hmac
import re
import struct
import time

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from playwright.sync_api import CDPSession, Page, expect

from accounts.models import Allowance, User
from tests.cast import PASSWORD
from tests.services.twilio import FakeTwilio

NUMBER = "+4915123456789"
ADDRESS = "noor@example.org"
ROOMS = "/rooms/browse/"
AT_THE_DOOR = re.compile("/accounts/login/")
STEP = 30  # seconds an app shows one code
PASSKEY_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def claim(user: User, *, verified: bool) -> None:
    """An address stands in somebody's account, proven or not."""
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=verified, primary=True)


def continue_with(page: Page, site: str) -> None:
    page.get_by_role("button", name=f"Continue with {site}").click()


def ask_for_code(page: Page, number: str = NUMBER) -> None:
    page.get_by_label("Phone number").fill(number)
    page.get_by_role("button", name="Text me a code").click()
    until_asked_for_code(page)


def until_asked_for_code(page: Page) -> None:
    """The text is out."""
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()


def type_code(page: Page, code: str) -> None:
    """Digit by digit; the last one sends it."""
    page.get_by_label("6-digit code").press_sequentially(code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def wait_over() -> None:
    """The half minute between two texts to a number has passed."""
    Allowance.objects.filter(key__contains=":30:").delete()
    for row in Session.objects.all():
        session = row.get_session_store_class()(row.session_key)
        if "account_login" in session:
            session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 31
            session.save()


def come_in_by_phone(page: Page, twilio: FakeTwilio, number: str = NUMBER) -> None:
    ask_for_code(page, number)
    type_code(page, twilio.code_for(number))


def come_in_by_password(page: Page, login: str, password: str = PASSWORD, way_on: str = "") -> None:
    page.goto(f"/accounts/login/password/?next={way_on}")
    page.get_by_label("Username, e-mail or phone").fill(login)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove(page: Page, password: str = PASSWORD) -> None:
    """Answer whether it is you."""
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Continue").click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(AT_THE_DOOR)


def until_in(page: Page, name: str) -> None:
    """The rooms are shown to the person of this name."""
    expect(page.locator(".me")).to_contain_text(name)


def plug_in_passkeys(page: Page) -> CDPSession:
    """A device that keeps passkeys and says yes to everything."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY_DEVICE})
    return session


def add_passkey(page: Page) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("status").filter(has_text="Your passkey is added.")).to_be_visible()


def turn_on_app(page: Page) -> str:
    """Set up an authenticator app on its page; the key that both know."""
    key = page.locator(".key").inner_text()
    page.get_by_label("Code from your app").fill(app_code(key))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    return key


def app_code(key: str, steps: int = 0) -> str:
    """What an authenticator app shows, now or some steps from now (RFC 6238)."""
    moment = struct.pack(">Q", int(time.time()) // STEP + steps)
    digest = hmac.digest(base64.b32decode(key), moment, "sha1")
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"
