"""Every door, opened by a person in a browser: by phone, by another site, by passkey, by password."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from accounts import people
from accounts.models import User
from tests.browser import doors
from tests.browser.doors import NUMBER
from tests.browser.talk import until_live

pytestmark = pytest.mark.django_db(transaction=True)

ROOMS = "/rooms/browse/"
SOON = 1_000  # milliseconds (promise P10)
AT_THE_DOOR = re.compile("/accounts/login/")


def claim(user: User, *, verified: bool) -> None:
    """Noor's address stands in somebody's account."""
    EmailAddress.objects.create(
        user=user, email="noor@example.org", verified=verified, primary=True
    )


@pytest.fixture
def door(open_door, ann) -> Page:
    """A stranger at the door, who wants to a page inside."""
    return open_door(None, f"/accounts/login/?next={ROOMS}")


def continue_with(page: Page, site: str) -> None:
    page.get_by_role("button", name=f"Continue with {site}").click()


class TestPhone:
    def test_signs_up_and_in_again(self, door, twilio_service):
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

    def test_a_wrong_code_keeps_the_cursor(self, door, twilio_service):
        doors.ask_for_code(door)
        doors.type_code(door, doors.wrong(twilio_service.code_for(NUMBER)))
        expect(door.get_by_role("alert")).to_contain_text("2 tries left")
        expect(door.get_by_label("6-digit code")).to_be_focused()
        doors.type_code(door, twilio_service.code_for(NUMBER))
        expect(door.get_by_label("What should people call you?")).to_be_visible()

    def test_a_new_code_is_offered_after_the_wait(self, door, twilio_service):
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


class TestOtherSites:
    @pytest.mark.parametrize("site", ["Google", "Example"])
    def test_sign_up(self, door, site):
        continue_with(door, site)
        expect(door).to_have_url(re.compile(ROOMS))
        doors.until_in(door, "Noor Haddad")
        noor = User.objects.get(username="noor")
        assert EmailAddress.objects.get(user=noor).verified
        assert not noor.has_usable_password()

    def test_google_joins_the_account_that_proved_the_same_address(self, door, bob):
        claim(bob, verified=True)
        continue_with(door, "Google")
        expect(door).to_have_url(re.compile(ROOMS))
        doors.until_in(door, "Bob")
        assert bob.socialaccount_set.count() == 1

    def test_google_enters_no_account_that_only_claims_the_address(self, door, bob):
        claim(bob, verified=False)
        continue_with(door, "Google")
        expect(door).to_have_url(re.compile(ROOMS))
        doors.until_in(door, "Noor Haddad")
        assert not bob.socialaccount_set.exists()

    @pytest.mark.parametrize("verified", [True, False])
    def test_another_provider_is_not_believed_about_addresses(self, door, provider, bob, verified):
        provider.person["email_verified"] = verified
        claim(bob, verified=True)
        continue_with(door, "Example")
        expect(door).not_to_have_url(AT_THE_DOOR)
        assert not bob.socialaccount_set.exists()

    def test_a_refusal_over_there_is_told_in_words(self, door, provider):
        provider.refusal = "access_denied"
        continue_with(door, "Google")
        expect(door.get_by_role("heading", name="You changed your mind")).to_be_visible()

    def test_a_failure_over_there_is_told_in_words(self, door, provider):
        provider.refusal = "server_error"
        continue_with(door, "Google")
        expect(door.get_by_role("heading", name="That did not work")).to_be_visible()


class TestConnections:
    def connect(self, page: Page) -> None:
        page.get_by_role("link", name="Manage other sites").click()
        page.get_by_role("button", name="Connect Google").click()

    def remove(self, page: Page) -> None:
        page.goto("/accounts/3rdparty/")
        page.get_by_role("button", name="Remove Google").click()

    def test_google_is_connected_and_signs_in_from_then_on(self, open_door, bob):
        page = open_door(bob, "/settings/security/")
        self.connect(page)
        doors.prove(page)
        expect(page.get_by_text("You can sign in with Google now.")).to_be_visible()
        doors.sign_out(page)
        continue_with(page, "Google")
        doors.until_in(page, "Bob")

    def test_a_google_account_is_the_way_into_one_account(self, open_door, door, bob):
        continue_with(door, "Google")
        doors.until_in(door, "Noor")
        page = open_door(bob, "/settings/security/")
        self.connect(page)
        doors.prove(page)
        expect(page.get_by_role("alert")).to_contain_text("the way into another account")
        assert not bob.socialaccount_set.exists()

    def test_the_last_way_in_stays(self, door):
        continue_with(door, "Google")
        doors.until_in(door, "Noor")
        self.remove(door)
        expect(door.get_by_role("alert")).to_contain_text("That is your only way in.")
        assert User.objects.get(username="noor").socialaccount_set.exists()

    def test_a_phone_is_way_enough(self, door):
        continue_with(door, "Google")
        doors.until_in(door, "Noor")
        noor = User.objects.get(username="noor")
        people.give_number(user=noor, number=NUMBER)
        self.remove(door)
        expect(door.get_by_text("It no longer signs you in.")).to_be_visible()
        assert not noor.socialaccount_set.exists()


class TestPasskeys:
    @pytest.fixture
    def page(self, open_door, bob) -> Page:
        """Bob has added a passkey."""
        page = open_door(None, "/accounts/login/")
        doors.plug_in_passkeys(page)
        doors.come_in_by_password(page, "bob")
        doors.until_in(page, "Bob")
        page.goto("/accounts/2fa/webauthn/add/")
        doors.prove(page)
        doors.add_passkey(page)
        return page

    def test_one_signs_in(self, page):
        doors.sign_out(page)
        page.goto(f"/accounts/login/?next={ROOMS}")
        page.get_by_role("button", name="Passkey").click()
        expect(page).to_have_url(re.compile(ROOMS))
        doors.until_in(page, "Bob")

    def test_one_is_the_second_step_after_a_password(self, page):
        doors.sign_out(page)
        doors.come_in_by_password(page, "bob")
        page.get_by_role("button", name="Use a passkey").click()
        doors.until_in(page, "Bob")

    def test_one_is_renamed_and_removed(self, page):
        page.goto("/accounts/2fa/webauthn/")
        page.get_by_role("link", name="Rename Passkey").click()
        page.get_by_label("Name").fill("My phone")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("link", name="Remove My phone").click()
        page.get_by_role("button", name="Remove").click()
        expect(page.get_by_text("Your passkey is removed.")).to_be_visible()

    def test_the_last_way_in_stays(self, page, bob):
        bob.set_unusable_password()
        bob.save()
        page.goto("/accounts/2fa/webauthn/")
        expect(page).to_have_url(AT_THE_DOOR)
        page.get_by_role("button", name="Passkey").click()
        page.get_by_role("link", name="Remove Passkey").click()
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("heading", name="Remove this passkey?")).to_be_visible()
        page.get_by_role("button", name="Remove").click()
        expect(page.get_by_role("alert")).to_contain_text("That is your only way in.")
        people.give_number(user=bob, number=NUMBER)
        page.get_by_role("link", name="Remove Passkey").click()
        page.get_by_role("button", name="Remove").click()
        expect(page.get_by_text("Your passkey is removed.")).to_be_visible()

    def test_without_scripts_a_passkey_leads_to_words(self, open_door, ann):
        page = open_door(None, "/accounts/login/", java_script_enabled=False)
        page.get_by_role("button", name="Passkey").click()
        expect(page.get_by_role("alert")).to_contain_text("Take another way in.")


class TestSecondStep:
    @pytest.fixture
    def page(self, open_door, bob) -> Page:
        """Bob has turned his app on, and reads his recovery codes."""
        page = open_door(bob, "/settings/security/")
        page.get_by_role("link", name="Turn on authenticator app").click()
        doors.prove(page)
        self.key = doors.turn_on_app(page)
        self.recovery = page.locator(".recovery li").first.inner_text()
        doors.sign_out(page)
        return page

    def answer(self, page: Page, code: str) -> None:
        page.get_by_label("Code from your app, or a recovery code").fill(code)
        page.get_by_role("button", name="Sign in").click()

    def test_the_app_is_asked_for_its_code(self, page):
        page.goto(f"/accounts/login/password/?next={ROOMS}")
        page.get_by_label("Username, e-mail or phone").fill("bob")
        page.get_by_label("Password", exact=True).fill(doors.PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        self.answer(page, doors.wrong(doors.app_code(self.key)))
        expect(page.get_by_text("That code didn’t match.")).to_be_visible()
        self.answer(page, doors.app_code(self.key, steps=1))
        expect(page).to_have_url(re.compile(ROOMS))

    def test_a_recovery_code_is_good_once(self, page):
        doors.come_in_by_password(page, "bob")
        self.answer(page, self.recovery)
        doors.until_in(page, "Bob")
        doors.sign_out(page)
        doors.come_in_by_password(page, "bob")
        self.answer(page, self.recovery)
        expect(page.get_by_text("That code didn’t match.")).to_be_visible()
        page.get_by_role("button", name="Back to sign-in").click()
        expect(page).to_have_url(AT_THE_DOOR)

    def test_the_app_is_turned_off(self, page):
        doors.come_in_by_password(page, "bob")
        self.answer(page, self.recovery)
        doors.until_in(page, "Bob")
        page.goto("/settings/security/")
        page.get_by_role("link", name="Turn off authenticator app").click()
        doors.prove(page)
        page.get_by_role("button", name="Turn off").click()
        expect(page.get_by_text("Your app is turned off.")).to_be_visible()


class TestPassword:
    NEW = "an entirely new phrase"

    @pytest.fixture
    def elsewhere(self, open_door, bob) -> Page:
        """Another browser of Bob's, with a live page."""
        page = open_door(bob, "/rooms/")
        until_live(page)
        return page

    def set_password(self, page: Page) -> None:
        page.get_by_label("New password").fill(self.NEW)
        page.get_by_role("button", name="Set password").click()

    def test_a_forgotten_one_is_set_anew_by_mail(self, open_door, bob, mailbox, elsewhere):
        claim(bob, verified=True)
        page = open_door(None, "/accounts/password/reset/")
        page.get_by_label("E-mail or phone number").fill("noor@example.org")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("heading", name="Look at your mail")).to_be_visible()
        page.goto(link := mailbox.link_to("noor@example.org"))
        self.set_password(page)
        expect(elsewhere).to_have_url(AT_THE_DOOR, timeout=SOON)
        doors.come_in_by_password(page, "bob", self.NEW)
        doors.until_in(page, "Bob")
        page.goto(link)
        expect(page.get_by_role("heading", name="That link is no longer good")).to_be_visible()

    def test_a_forgotten_one_is_set_anew_by_text(self, open_door, bob, twilio_service, elsewhere):
        people.give_number(user=bob, number=NUMBER)
        page = open_door(None, "/accounts/password/reset/")
        page.get_by_label("E-mail or phone number").fill(NUMBER)
        page.get_by_role("button", name="Continue").click()
        doors.type_code(page, twilio_service.code_for(NUMBER))
        self.set_password(page)
        expect(elsewhere).to_have_url(AT_THE_DOOR, timeout=SOON)
        doors.sign_out(page)
        doors.come_in_by_password(page, "bob", self.NEW)
        doors.until_in(page, "Bob")

    def test_an_address_is_confirmed_by_mail(self, open_door, bob, mailbox):
        page = open_door(bob, "/accounts/email/")
        page.get_by_label("E-mail").fill("bob@example.org")
        page.get_by_role("button", name="Add address").click()
        doors.prove(page)
        expect(page.get_by_text("We mailed a link to bob@example.org.")).to_be_visible()
        page.goto(mailbox.link_to("bob@example.org"))
        page.get_by_role("button", name="Confirm").click()
        expect(page.get_by_text("bob@example.org is confirmed.")).to_be_visible()
        assert EmailAddress.objects.get(user=bob).verified


class TestElsewhere:
    def test_signing_out_everywhere_else_closes_the_other_page(self, open_door, bob):
        elsewhere, page = open_door(None, "/"), open_door(None, "/")
        for each in (elsewhere, page):
            doors.come_in_by_password(each, "bob")
            until_live(each)
        page.goto("/settings/security/")
        page.get_by_role("button", name="Sign out everywhere else").click()
        expect(elsewhere).to_have_url(AT_THE_DOOR, timeout=SOON)
        expect(page.get_by_text("Signed out everywhere else.")).to_be_visible()

    def test_a_link_from_inside_leads_there_after_signing_up(self, door):
        door.get_by_role("link", name="Create an account").click()
        door.get_by_label("What should people call you?").fill("Noor")
        door.get_by_label("Username").fill("noor")
        door.get_by_label("Password", exact=True).fill(TestPassword.NEW)
        door.get_by_role("button", name="Create account").click()
        expect(door).to_have_url(re.compile(ROOMS))

    def test_another_site_s_address_is_no_way_on(self, open_door, bob):
        page = open_door(None, "/accounts/login/?next=https://evil.example/")
        continue_with(page, "Google")
        doors.until_in(page, "Noor")
        assert page.url.startswith("http://localhost:")
