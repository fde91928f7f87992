"""EMAIL_REQUIRED: an address is confirmed by a mailed code before its owner is in."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import people
from accounts.models import Allowance, User
from tests.accounts.conftest import Program
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_UP, SIGN_IN = "account_signup", "account_password_login"
CODE, ADDRESS = "account_email_verification_sent", "account_change_unproven_email"
ZOE, OTHER = "zoe@example.org", "zoe@example.com"
FACTS = {"name": "Zoe", "username": "zoe", "email": ZOE, "password1": PASSWORD}


@pytest.fixture(autouse=True)
def _required(settings, ann):
    settings.EMAIL_REQUIRED = True


@pytest.fixture
def mails(mailoutbox):
    """The newest code that an address was mailed."""

    def code_for(address: str = ZOE) -> str:
        body = next(mail.body for mail in reversed(mailoutbox) if mail.to == [address])
        return re.search(r"\b\d{6}\b", body)[0]

    return code_for


def sign_up(**changes) -> Client:
    client = Client()
    client.last = client.post(reverse(SIGN_UP), FACTS | changes)
    return client


def sign_in(login: str = "ann", password: str = PASSWORD, next: str = "") -> Client:
    client = Client()
    client.last = client.post(
        reverse(SIGN_IN), {"login": login, "password": password, "next": next}
    )
    return client


def type_code(client: Client, code: str):
    return client.post(reverse(CODE), {"code": code})


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "000001"


def wait_over() -> None:
    """The half minute between two mails to an address has passed."""
    Allowance.objects.filter(key__contains=":30:").delete()


def is_in(client: Client, user: User) -> bool:
    return client.session.get("_auth_user_id") == str(user.pk)


def claim(user: User, address: str = ZOE, **facts) -> EmailAddress:
    return EmailAddress.objects.create(user=user, email=address, primary=True, **facts)


def test_a_newcomer_types_the_mailed_code_and_is_in(mails, mailoutbox, home):
    client = sign_up()
    assertRedirects(client.last, reverse(CODE))
    zoe = User.objects.get(username="zoe")
    assert not is_in(client, zoe)
    assertContains(client.get(reverse(CODE)), f"<bdi>{ZOE}</bdi>")
    assert len(mailoutbox) == 1, "no link beside the code"
    assertRedirects(type_code(client, mails()), home, fetch_redirect_response=False)
    assert is_in(client, zoe)
    assert EmailAddress.objects.get(user=zoe).verified


def test_the_form_asks_for_the_address(client):
    page = client.get(reverse(SIGN_UP)).content.decode()
    assert "E-mail (optional)" not in page
    assert re.search(r'<input type="email"[^>]* required', page)
    assertContains(sign_up(email="").last, "Enter an e-mail address.")
    assert not User.objects.filter(username="zoe").exists()


def test_the_way_on_is_kept(mails):
    client = Client()
    client.post(reverse(SIGN_UP) + "?next=/rooms/7/", FACTS | {"next": "/rooms/7/"})
    assert type_code(client, mails()).url == "/rooms/7/"


def test_who_signs_in_with_none_confirmed_is_asked(ann, mails):
    claim(ann)
    client = sign_in(next="/rooms/7/")
    assertRedirects(client.last, reverse(CODE))
    assert not is_in(client, ann)
    assert type_code(client, mails()).url == "/rooms/7/"
    assert is_in(client, ann)
    assert is_in(sign_in(), ann), "the next time nobody asks"


def test_the_address_that_one_signs_in_with_gets_the_code(ann, mails):
    claim(ann)
    EmailAddress.objects.create(user=ann, email=OTHER)
    sign_in(OTHER)
    assert mails(OTHER)


def test_who_has_no_address_goes_on(ann, mailoutbox):
    assert is_in(sign_in(), ann)
    assert not mailoutbox


def test_one_confirmed_address_is_enough(ann, mailoutbox):
    claim(ann, verified=True)
    EmailAddress.objects.create(user=ann, email=OTHER)
    assert is_in(sign_in(OTHER), ann)
    assert not mailoutbox


def test_who_is_in_is_let_be(ann, browse_as, home):
    claim(ann)
    client = browse_as(ann)
    assert client.get(reverse("settings")).status_code == 200
    assertRedirects(client.get(reverse(CODE)), reverse("account_email"))


def test_who_comes_by_phone_is_not_asked(ann, twilio, mailoutbox):
    claim(ann)
    people.give_number(user=ann, number="+4915123456789")
    client = sign_in()
    client.post(reverse("account_login"), {"number": "+4915123456789", "country": "DE"})
    code = twilio.code_for("+4915123456789")
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert is_in(client, ann)


def test_off_nobody_is_asked(ann, settings, mailoutbox):
    settings.EMAIL_REQUIRED = False
    claim(ann)
    assert is_in(sign_in(), ann)
    client = sign_up(email=OTHER)
    assert is_in(client, User.objects.get(username="zoe"))
    assert "http" in mailoutbox[-1].body, "a link, as ever"
    assert not Client().get(reverse(CODE)).url.startswith(reverse("account_email"))


def test_three_wrong_tries_end_a_code(mails):
    client = sign_up()
    code = mails()
    for words in ("2 tries left", "1 try left"):
        answer = type_code(client, wrong(code))
        assertContains(client.get(answer.url), words)
    answer = type_code(client, wrong(code))
    assertRedirects(answer, reverse(SIGN_IN), fetch_redirect_response=False)
    assertContains(client.get(answer.url), "Too many tries. Sign in to get a new code.")
    type_code(client, code)
    assert "_auth_user_id" not in client.session


def test_tries_are_counted_where_no_session_can_lose_them(mails):
    """An old copy of the session, as a request at the same time has it, brings no tries back."""
    client = sign_up()
    code, before = mails(), dict(client.session.items())
    for _ in range(3):
        type_code(client, wrong(code))
        session = client.session
        session.update(before)
        session.save()
    type_code(client, code)
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_for_one_browser_and_once(mails, ann):
    first, code = sign_up(), mails()
    wait_over()
    second = sign_in("zoe")
    assertContains(second.get(type_code(second, code).url), "2 tries left")
    type_code(first, code)
    assert is_in(first, User.objects.get(username="zoe"))


def test_an_old_code_is_no_good(mails, monkeypatch):
    client, now = sign_up(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 301)
    answer = type_code(client, mails())
    assertRedirects(answer, reverse(SIGN_IN), fetch_redirect_response=False)
    assertContains(client.get(answer.url), "That code is no longer good.")


def test_some_digits_are_no_try(mails):
    client = sign_up()
    assertContains(type_code(client, "12"), "Enter the 6 digits from the mail.")
    type_code(client, mails())
    assert "_auth_user_id" in client.session


def test_a_new_code_takes_the_place_of_the_old(mails, mailoutbox):
    client = sign_up()
    old = mails()
    client.post(reverse(CODE), {"resend": "1"})
    assertContains(client.get(reverse(CODE)), "then ask for a new code")
    assert len(mailoutbox) == 1
    wait_over()
    client.post(reverse(CODE), {"resend": "1"})
    assert len(mailoutbox) == 2
    if old != mails():
        assertContains(client.get(type_code(client, old).url), "2 tries left")
    type_code(client, mails())
    assert "_auth_user_id" in client.session


def test_only_so_many_mails_go_to_an_address(mailoutbox):
    for number in range(7):
        client = sign_up(username=f"zoe{number}")
        wait_over()
    assert len(mailoutbox) == 5
    page = client.get(reverse(CODE))
    assertContains(page, "Too many mails. Try again in 60 minutes.")
    assertContains(page, "is not on its way yet")
    assertContains(client.get(type_code(client, "000000").url), "2 tries left")


def test_only_so_many_mails_go_out_for_an_account(mailoutbox):
    for number in range(5):
        client = sign_in("zoe") if number else sign_up()
        for part in "ab":
            client.post(reverse(ADDRESS), {"email": f"{part}{number}@example.org"})
    assert len(mailoutbox) == 8


def test_a_slip_is_mended(mails):
    client = sign_up()
    assertContains(client.get(reverse(ADDRESS)), f'value="{ZOE}"')
    answer = client.post(reverse(ADDRESS), {"email": OTHER.upper()})
    assertRedirects(answer, reverse(CODE))
    type_code(client, mails(OTHER))
    zoe = User.objects.get(username="zoe")
    assert is_in(client, zoe)
    claims = EmailAddress.objects.filter(user=zoe).values_list("email", "verified", "primary")
    assert list(claims) == [(OTHER, True, True)]
    assert zoe.email == OTHER


@pytest.mark.parametrize("text", ["", "zoe", "zoe@"])
def test_what_is_no_address_changes_nothing(mails, text):
    client = sign_up()
    assert client.post(reverse(ADDRESS), {"email": text}).status_code == 200
    assert EmailAddress.objects.get(user__username="zoe").email == ZOE


@pytest.mark.parametrize("name", [CODE, ADDRESS])
def test_without_a_code_under_way_the_pages_lead_to_sign_in(client, name):
    for answer in (client.get(reverse(name)), client.post(reverse(name), {"code": "000000"})):
        assertRedirects(answer, reverse(SIGN_IN), fetch_redirect_response=False)


def test_an_owner_is_told_by_mail_and_no_code_is_right(ann, mailoutbox):
    claim(ann, verified=True)
    client = sign_up()
    assert mailoutbox[-1].to == [ZOE]
    assert "You have an account" in mailoutbox[-1].subject
    assert not re.search(r"\d{6}", mailoutbox[-1].subject + mailoutbox[-1].body)
    assert client.session["account_login"]["state"]["stages"]["verify_email"]["data"]["code"] == ""
    assertContains(client.get(type_code(client, "000000").url), "2 tries left")


def test_who_proves_an_address_first_has_it(ann, mails):
    client = sign_up()
    claim(ann, verified=True)
    answer = type_code(client, mails())
    assertRedirects(answer, reverse(ADDRESS), fetch_redirect_response=False)
    assertContains(client.get(answer.url), f"{ZOE} is another account’s.")
    assert "_auth_user_id" not in client.session


def test_the_second_step_comes_first(ann, mailoutbox):
    """Whoever stole a password could take the account by another address."""
    claim(ann)
    Authenticator.objects.create(user=ann, type=Authenticator.Type.TOTP, data={})
    client = sign_in()
    assertRedirects(client.last, reverse("mfa_authenticate"), fetch_redirect_response=False)
    assert client.get(reverse(ADDRESS)).status_code == 302
    assert not mailoutbox


def test_neither_page_is_kept_by_the_browser():
    client = sign_up()
    for name in (CODE, ADDRESS):
        assert "no-store" in client.get(reverse(name)).headers["Cache-Control"]


def test_a_personal_token_waits_for_the_address(ann):
    claim(ann)
    body = {"username": "ann", "password": PASSWORD}
    ask = lambda: Client().post("/api/v1/token", body, content_type="application/json")  # noqa: E731
    assert (ask().status_code, ask().json()["code"]) == (403, "email_unconfirmed")
    EmailAddress.objects.update(verified=True)
    assert ask().status_code == 200


# -- Programs


def pending(response) -> list[str]:
    return [flow["id"] for flow in response.json()["data"]["flows"] if flow.get("is_pending")]


@pytest.fixture
def newcomer(program) -> Program:
    facts = {"email": ZOE, "password": PASSWORD, "username": "zoe"}
    answer = program.post("auth/signup", facts)
    assert (answer.status_code, pending(answer)) == (401, ["verify_email"])
    return program


def test_a_program_confirms_the_address_and_is_in(newcomer, mails):
    answer = newcomer.post("auth/email/verify", {"key": mails()})
    assert answer.status_code == 200
    assert newcomer.access_token
    assert EmailAddress.objects.get(email=ZOE).verified


def test_a_program_that_signs_in_is_asked_too(ann, program, mails):
    claim(ann)
    answer = program.post("auth/login", {"username": "ann", "password": PASSWORD})
    assert pending(answer) == ["verify_email"]
    assert program.post("auth/email/verify", {"key": mails()}).status_code == 200


def test_a_program_has_three_tries(newcomer, mails):
    for _ in range(3):
        answer = newcomer.post("auth/email/verify", {"key": wrong(mails())})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "incorrect_code")
    assert newcomer.post("auth/email/verify", {"key": mails()}).status_code == 409


def test_a_program_asks_for_a_new_code(newcomer, mails, mailoutbox):
    answer = newcomer.post("auth/email/verify/resend")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (429, "mail_not_sent")
    wait_over()
    assert newcomer.post("auth/email/verify/resend").status_code == 200
    assert len(mailoutbox) == 2
    assert newcomer.post("auth/email/verify", {"key": mails()}).status_code == 200


def test_a_program_changes_the_address(newcomer, mails):
    assert newcomer.post("account/email", {"email": "zoe"}).status_code == 400
    assert pending(newcomer.post("account/email", {"email": OTHER})) == ["verify_email"]
    assert newcomer.post("auth/email/verify", {"key": mails(OTHER)}).status_code == 200


def test_a_program_s_sign_up_needs_the_address(program):
    answer = program.post("auth/signup", {"username": "zoe", "password": PASSWORD})
    assert (answer.status_code, answer.json()["errors"][0]["param"]) == (400, "email")


@pytest.mark.parametrize("path", ["auth/email/verify", "auth/email/verify/resend", "account/email"])
def test_a_program_without_a_code_under_way_is_refused(program, path):
    assert program.post(path, {"key": "000000", "email": ZOE}).status_code == 409
    assert program.get(path).status_code in {401, 405, 409}


@pytest.mark.parametrize("key", [None, "", 7, ["000000"], "1" * 50])
def test_what_is_no_code_is_no_try(newcomer, mails, key):
    assert newcomer.post("auth/email/verify", {"key": key}).status_code == 400
    assert newcomer.post("auth/email/verify", {"key": mails()}).status_code == 200


def test_asking_for_the_page_tries_nothing(newcomer, mails):
    for _ in range(4):
        newcomer.send("GET", "auth/email/verify", **{"X-Email-Verification-Key": "000000"})
    assert newcomer.post("auth/email/verify", {"key": mails()}).status_code == 200


def test_an_address_of_somebody_is_confirmed_by_a_link_as_ever(ann, signed_in, mailoutbox):
    client = signed_in()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"email": ZOE, "action_add": ""})
    assert re.search(r"http://testserver\S+", mailoutbox[-1].body)
    assertNotContains(client.get(reverse("account_email")), "6 digits")
