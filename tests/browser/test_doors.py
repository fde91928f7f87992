"""Every door, as a person goes through it: real providers' code, on services of this machine."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from accounts import people
from accounts.models import Allowance, User
from tests.browser.conftest import DESKTOP
from tests.cast import PASSWORD
from tests.services.identity import CLIENT_ID, CLIENT_SECRET, FakeIdentityProvider
from tests.services.mailbox import Mailbox
from tests.services.process import running
from tests.services.server import Server
from tests.services.twilio import FakeTwilio

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "+4915123456789"
HOME = re.compile(r"/rooms/\d+/$")
NOOR = "noor@example.org"
SECURITY = "/settings/security/"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="session")
def services():
    with FakeTwilio() as twilio, FakeIdentityProvider() as identity, Mailbox() as mailbox:
        yield twilio, identity, mailbox


@pytest.fixture(scope="session")
def doors(run_data, tmp_path_factory, services):
    """texter with every door open. On localhost: browsers keep passkeys for no bare address."""
    twilio, identity, mailbox = services
    env = {
        **run_data,
        "SMS": "twilio",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_FROM": "+15005550006",
        "TWILIO_API_URL": twilio.url,
        "GOOGLE_CLIENT_ID": CLIENT_ID,
        "GOOGLE_CLIENT_SECRET": CLIENT_SECRET,
        "GOOGLE_URL": identity.url,
        "OIDC_SERVER": identity.url,
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "OIDC_NAME": "Harbor ID",
        "EMAIL_URL": mailbox.url,
    }
    server = Server(tmp_path_factory.mktemp("doors"), "uvicorn", env)
    server.prepare()
    with running(server):
        yield f"http://localhost:{server.port}"


@pytest.fixture
def twilio(services):
    services[0].reset()
    return services[0]


@pytest.fixture
def identity(services):
    services[1].reset()
    return services[1]


@pytest.fixture
def mailbox(services):
    services[2].mails.clear()
    return services[2]


@pytest.fixture
def new_page(browser, doors, ann):
    """A page in a browser of its own, each time."""
    contexts = []

    def new_page(path: str = "/accounts/login/") -> Page:
        context = browser.new_context(base_url=doors, viewport=DESKTOP, locale="de-DE")
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield new_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    return new_page()


def sign_in(page: Page, login="ann", password=PASSWORD) -> None:
    page.goto("/accounts/login/password/")
    page.get_by_label("Username, e-mail or phone").fill(login)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").last.click()
    page.wait_for_url("**/accounts/login/**")


def confirm_password(page: Page) -> None:
    page.wait_for_url("**/reauthenticate/**")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("form button:not([data-shows])").first.click()


def ask_for_code(page: Page, number="1512 3456789") -> None:
    Allowance.objects.all().delete()  # the wait between two texts is over
    page.goto("/accounts/login/")
    page.get_by_label("Phone number").fill(number)
    page.get_by_role("button", name="Text me a code").click()
    page.wait_for_url("**/login/code/**")


def owner_of_number(name="bob") -> User:
    user = User(username=name, name=name.title())
    user.set_unusable_password()
    people.add_person(user)
    people.give_number(user=user, number=NUMBER)
    return user


def test_a_newcomer_comes_in_by_phone_and_comes_again(page, twilio):
    ask_for_code(page)
    code = page.get_by_label("6-digit code")
    wrong = "000000" if twilio.code_for(NUMBER) != "000000" else "111111"
    code.press_sequentially(wrong)
    expect(page.get_by_text("That code didn’t match. 2 tries left.")).to_be_visible()
    expect(code).to_be_focused()
    expect(page.get_by_text("You can resend in")).to_be_visible()
    code.press_sequentially(twilio.code_for(NUMBER))
    page.get_by_label("What should people call you?").fill("Noor Haddad")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(HOME)
    sign_out(page)
    ask_for_code(page)
    page.get_by_label("6-digit code").press_sequentially(twilio.code_for(NUMBER))
    expect(page).to_have_url(HOME)
    assert User.objects.filter(name="Noor Haddad").count() == 1


def test_the_way_on_is_kept_through_the_phone_door(page, twilio):
    owner_of_number()
    Allowance.objects.all().delete()
    page.goto("/settings/appearance/")
    page.get_by_label("Phone number").fill(NUMBER)
    page.get_by_role("button", name="Text me a code").click()
    page.get_by_label("6-digit code").press_sequentially(twilio.code_for(NUMBER))
    page.wait_for_url("**/settings/appearance/")


@pytest.mark.parametrize("name", ["Google", "Harbor ID"])
def test_a_newcomer_comes_in_by_another_site(page, identity, name):
    page.get_by_role("button", name=f"Continue with {name}").click()
    expect(page).to_have_url(HOME)
    noor = User.objects.get(name="Noor Haddad")
    assert noor.username == "noor"
    sign_out(page)
    page.get_by_role("button", name=f"Continue with {name}").click()
    expect(page).to_have_url(HOME)
    assert noor.socialaccount_set.count() == 1


def test_google_joins_the_account_that_proved_the_same_address(page, identity, ann):
    EmailAddress.objects.create(user=ann, email=NOOR, verified=True, primary=True)
    page.get_by_role("button", name="Continue with Google").click()
    expect(page).to_have_url(HOME)
    assert ann.socialaccount_set.count() == 1


@pytest.mark.parametrize(
    ("proven_here", "proven_there"), [(False, True), (True, False)], ids=["here", "there"]
)
def test_google_joins_no_account_on_a_mere_claim(page, identity, ann, proven_here, proven_there):
    """Neither a squatter's claim here catches the address's owner, nor one at Google ours."""
    EmailAddress.objects.create(user=ann, email=NOOR, verified=proven_here, primary=True)
    identity.person["email_verified"] = proven_there
    page.get_by_role("button", name="Continue with Google").click()
    expect(page).to_have_url(HOME)
    assert ann.socialaccount_set.count() == 0
    assert User.objects.get(name="Noor Haddad") != ann


def test_an_openid_server_joins_no_account_by_address(page, identity, ann):
    EmailAddress.objects.create(user=ann, email=NOOR, verified=True, primary=True)
    page.get_by_role("button", name="Continue with Harbor ID").click()
    expect(page).to_have_url(HOME)
    assert ann.socialaccount_set.count() == 0


def test_a_passkey_signs_in_without_typing(page, ann):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page)
    expect(page).to_have_url(HOME)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_password(page)
    page.wait_for_url("**/webauthn/add/")
    page.get_by_label("Name").fill("Ann’s laptop")
    page.get_by_role("button", name="Add passkey").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/$|2fa/$|security"))
    page.goto(SECURITY)
    expect(page.get_by_text("Ann’s laptop")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Passkey").click()
    expect(page).to_have_url(HOME)


def totp(secret: str) -> str:
    """RFC 6238: what an authenticator app shows now."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def test_a_second_step_is_asked_for_and_a_recovery_code_stands_in_once(page, ann):
    sign_in(page)
    expect(page).to_have_url(HOME)
    page.goto("/accounts/2fa/totp/activate/")
    confirm_password(page)
    page.wait_for_url("**/totp/activate/")
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("input[name=code]").fill(totp(secret))
    page.locator("form button[type=submit], form button.btn--primary").first.click()
    page.goto("/accounts/2fa/recovery-codes/")
    spare = page.locator("textarea").input_value().split()[0]
    assert secret not in str(ann.authenticator_set.get(type="totp").data), "kept in plain"
    sign_out(page)
    for is_good in (True, False):
        sign_in(page)
        page.wait_for_url("**/2fa/authenticate/**")
        page.locator("input[name=code]").fill(spare)
        page.locator("input[name=code]").press("Enter")
        if is_good:
            expect(page).to_have_url(HOME)
            sign_out(page)
    expect(page).to_have_url(re.compile("/2fa/authenticate/"))


def test_a_forgotten_password_is_set_anew_by_mail(page, new_page, mailbox, ann):
    EmailAddress.objects.create(user=ann, email="ann@example.org", verified=True, primary=True)
    elsewhere = new_page()
    sign_in(elsewhere)
    expect(elsewhere).to_have_url(HOME)
    expect(elsewhere.locator("html[data-live=yes]")).to_be_attached()
    page.goto("/accounts/password/reset/")
    page.get_by_label("E-mail or phone number").fill("ann@example.org")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Look at your mail")).to_be_visible()
    page.goto(mailbox.link_to("ann@example.org"))
    page.get_by_label("New password").fill("an entirely new one")
    page.get_by_role("button", name="Set password").click()
    expect(elsewhere).to_have_url(re.compile("/accounts/login/"), timeout=3_000)
    sign_in(page, password="an entirely new one")
    expect(page).to_have_url(HOME)


def test_a_forgotten_password_is_set_anew_by_phone(page, twilio, ann):
    people.give_number(user=ann, number=NUMBER)
    Allowance.objects.all().delete()
    page.goto("/accounts/password/reset/")
    page.get_by_label("E-mail or phone number").fill(NUMBER)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("6-digit code").press_sequentially(twilio.code_for(NUMBER))
    page.get_by_label("New password").fill("an entirely new one")
    page.get_by_role("button", name="Set password").click()
    sign_out(page)
    sign_in(page, password="an entirely new one")
    expect(page).to_have_url(HOME)


def test_signing_out_everywhere_else_closes_what_is_open_there(page, new_page, ann):
    elsewhere = new_page()
    sign_in(elsewhere)
    expect(elsewhere.locator("html[data-live=yes]")).to_be_attached()
    sign_in(page)
    page.goto(SECURITY)
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(elsewhere).to_have_url(re.compile("/accounts/login/"), timeout=3_000)
    expect(page.get_by_text("Signed out everywhere else.")).to_be_visible()
