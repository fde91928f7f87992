"""No door tells a stranger who has an account here, and none works longer for somebody who has."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import guesses, people
from accounts.adapters import AccountAdapter
from accounts.models import Allowance, User
from tests.accounts.conftest import Program
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

KNOWN = {"username": "ann", "email": "ann@example.org", "phone": "+4915123456789"}
UNKNOWN = {"username": "eve", "email": "eve@example.org", "phone": "+4915123456780"}
VARYING = {"Content-Length", "Expires"}
SIGN_IN, RESET, SIGN_UP = "account_password_login", "account_reset_password", "account_signup"


@pytest.fixture(autouse=True)
def _everything_about_ann(ann, twilio):
    EmailAddress.objects.create(user=ann, email=KNOWN["email"], verified=True, primary=True)
    people.give_number(user=ann, number=KNOWN["phone"])


def answer(name: str, fields: dict) -> tuple:
    """What a fresh browser gets: status, headers, page; without what is random or was typed."""
    response = Client().post(reverse(name), fields)
    page = re.sub(r'value="[^"]*"', "", response.content.decode())
    headers = {name: value for name, value in response.headers.items() if name not in VARYING}
    return response.status_code, headers, sorted(response.cookies), page


@pytest.mark.parametrize("way", KNOWN)
def test_sign_in_answers_alike(way):
    known, unknown = (
        answer(SIGN_IN, {"login": who[way], "password": "wrong horse"}) for who in (KNOWN, UNKNOWN)
    )
    assert known == unknown


@pytest.mark.parametrize("way", ["email", "phone"])
def test_a_reset_answers_alike(way):
    known, unknown = (answer(RESET, {"email": who[way]}) for who in (KNOWN, UNKNOWN))
    if way == "phone":
        known, unknown = (
            repr(each).replace(who[way][-2:], "")
            for each, who in ((known, KNOWN), (unknown, UNKNOWN))
        )
    assert known == unknown


def test_signing_up_with_an_address_answers_alike():
    known, unknown = (
        answer(SIGN_UP, {"name": "Zoe", "email": who["email"], "password1": PASSWORD})
        for who in (KNOWN, UNKNOWN)
    )
    assert known == unknown
    assert (
        EmailAddress.objects.filter(email=KNOWN["email"], verified=True).get().user.username
        == "ann"
    )


def test_an_address_claimed_twice_lets_nobody_into_the_others_account(ann):
    Client().post(
        reverse(SIGN_UP), {"name": "Mal", "email": KNOWN["email"], "password1": "mallory's own one"}
    )
    client = Client()
    client.post(reverse(SIGN_IN), {"login": KNOWN["email"], "password": "mallory's own one"})
    assert client.session.get("_auth_user_id") != str(ann.pk)
    client = Client()
    client.post(reverse(SIGN_IN), {"login": KNOWN["email"], "password": PASSWORD})
    assert client.session.get("_auth_user_id") == str(ann.pk)


@pytest.fixture
def work(monkeypatch):
    """How often an answer hashes, renders a mail and asks the database: that takes its time."""
    hashed, rendered = [], []
    _note_calls(monkeypatch, PBKDF2PasswordHasher, "encode", hashed)
    _note_calls(monkeypatch, AccountAdapter, "render_mail", rendered)

    def work(ask: Callable, *args) -> tuple[int, int, int]:
        hashed.clear(), rendered.clear(), Allowance.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            ask(*args)
        return len(hashed), len(rendered), len(queries)

    work(answer, SIGN_IN, {"login": "nobody", "password": "wrong horse"})
    return work


def _note_calls(monkeypatch, kind: type, name: str, calls: list) -> None:
    called = getattr(kind, name)

    def noted(self, *args, **kwargs):
        calls.append(args)
        return called(self, *args, **kwargs)

    monkeypatch.setattr(kind, name, noted)


@pytest.mark.parametrize("way", KNOWN)
def test_sign_in_hashes_as_often_for_a_stranger(way, work):
    """Hashing is what takes the time."""
    bodies = ({"login": who[way], "password": "wrong horse"} for who in (KNOWN, UNKNOWN))
    known, unknown = (work(answer, SIGN_IN, body) for body in bodies)
    assert known[0] == unknown[0] > 0


@pytest.mark.parametrize("way", ["email", "phone"])
def test_a_reset_works_as_much_for_a_stranger(way, work):
    known, unknown = (work(answer, RESET, {"email": who[way]}) for who in (KNOWN, UNKNOWN))
    assert known == unknown


def test_signing_up_works_as_much_with_an_address_that_is_taken(work):
    facts = {"name": "Zoe", "password1": PASSWORD}
    bodies = (facts | {"email": who["email"]} for who in (KNOWN, UNKNOWN))
    known, unknown = (work(answer, SIGN_UP, body) for body in bodies)
    assert known[0] == unknown[0] > 0
    assert known == unknown


CODE, ADDRESS = "account_email_verification_sent", "account_change_unproven_email"


def answers_on_the_way(email: str) -> list[tuple]:
    """Signing up where an address has to be confirmed; a wrong code; the address given again."""
    client = Client()
    facts = {"name": "Zoe", "email": email, "password1": PASSWORD}
    answers = []
    for name, fields in [
        (SIGN_UP, facts),
        (CODE, {"code": "000000"}),
        (ADDRESS, {"email": email}),
    ]:
        Allowance.objects.filter(key__contains=":30:").delete()
        response = client.post(reverse(name), fields)
        page = client.get(reverse(CODE)).content.decode()
        page = re.sub(r'value="[^"]*"|data-resend-in="\d+"', "", page).replace(email, "")
        answers.append((response.status_code, response.url, sorted(response.cookies), page))
    return answers


def test_confirming_an_address_answers_alike(settings):
    settings.EMAIL_REQUIRED = True
    known, unknown = (answers_on_the_way(who["email"]) for who in (KNOWN, UNKNOWN))
    assert known == unknown


def test_confirming_an_address_works_as_much_where_it_is_taken(settings, work):
    settings.EMAIL_REQUIRED = True
    known, unknown = (work(answers_on_the_way, who["email"]) for who in (KNOWN, UNKNOWN))
    assert known == unknown
    assert known[1] == 2, "a mail is written for either, each time"


def test_a_program_s_confirmation_answers_alike_and_works_as_much(settings, work):
    settings.EMAIL_REQUIRED = True
    bodies = [{"email": who["email"], "password": PASSWORD} for who in (KNOWN, UNKNOWN)]
    known, unknown = (told("auth/signup", body) for body in bodies)
    assert known == unknown
    known, unknown = (work(told, "auth/signup", body) for body in bodies)
    assert known == unknown


def told(path: str, body: dict) -> tuple:
    """What a program is told; without what is random."""
    response = Program().post(path, body)
    facts = response.json()
    for part in ("data", "meta"):
        (facts.get(part) or {}).pop("session_token", None)
    return response.status_code, facts


@pytest.mark.parametrize("way", KNOWN)
def test_a_program_s_sign_in_answers_alike_and_hashes_as_often(way, work):
    bodies = [{way: who[way], "password": "wrong horse"} for who in (KNOWN, UNKNOWN)]
    known, unknown = (told("auth/login", body) for body in bodies)
    assert known == unknown
    known, unknown = (work(told, "auth/login", body) for body in bodies)
    assert known[0] == unknown[0] > 0


def test_a_program_s_reset_answers_alike_and_works_as_much(work, mailoutbox):
    path, bodies = "auth/password/request", [{"email": who["email"]} for who in (KNOWN, UNKNOWN)]
    known, unknown = (told(path, body) for body in bodies)
    assert known == unknown
    assert [mail.to for mail in mailoutbox] == [[KNOWN["email"]]]
    known, unknown = (work(told, path, body) for body in bodies)
    assert known == unknown
    assert known[1] > 0, "a mail is written for either"


def test_a_program_s_sign_up_works_as_much_with_an_address_that_is_taken(work):
    bodies = ({"email": who["email"], "password": PASSWORD} for who in (KNOWN, UNKNOWN))
    known, unknown = (work(told, "auth/signup", body) for body in bodies)
    assert known[0] == unknown[0] > 0
    assert known == unknown


def test_nobody_is_added_by_asking():
    answer(RESET, {"email": UNKNOWN["email"]})
    answer("account_login", {"number": UNKNOWN["phone"], "country": "DE"})
    assert User.objects.count() == 1


def test_an_address_that_is_only_claimed_gets_no_link(mailoutbox):
    """Its owner would come into the account of whoever claimed it first."""
    EmailAddress.objects.update(verified=False)
    answer(RESET, {"email": KNOWN["email"]})
    assert told("auth/password/request", {"email": KNOWN["email"]})[0] == 200
    assert mailoutbox == []


def test_only_whoever_asked_confirms_an_address(signed_in, mailoutbox, ann):
    EmailAddress.objects.all().delete()
    client = signed_in()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    path = re.search(r"http://testserver(\S+)", mailoutbox[-1].body)[1]
    stranger = Client()
    for answer in (stranger.get(path), stranger.post(path)):
        assert answer.url == f"{reverse('account_login')}?next={quote(path)}"
    assert "Sign in to confirm your address." in stranger.get(answer.url).content.decode()
    assert not EmailAddress.objects.get().verified
    client.post(path)
    assert EmailAddress.objects.get().verified


def test_guesses_at_a_name_are_counted_over_all_addresses(settings, monkeypatch):
    ceilings = tuple(each._replace(limit=3) for each in guesses.AT_THE_DOOR)
    monkeypatch.setattr(guesses, "AT_THE_DOOR", ceilings)
    for _ in range(3):
        answer(SIGN_IN, {"login": "ann", "password": "wrong horse"})
    client = Client(REMOTE_ADDR="10.9.8.7")
    client.post(reverse(SIGN_IN), {"login": "ann", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
