"""The long-lived keys of people's own programs: shown once, kept as a digest, revocable."""

import json
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import people, sessions
from accounts.models import AuditEntry, PersonalToken
from accounts.tokens import holder_of, personal, user_for_credential
from chat.models import Revocation
from tests.cast import PASSWORD, person, together

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r"txt_[\w-]{40}")
NEW, SECURITY = "new_token", "settings_security"


@pytest.fixture
def client(signed_in):
    client = signed_in()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def text(ann) -> str:
    return personal.make_token(ann, "backup script")[1]


# -- The key itself


def test_a_token_is_its_owners(ann, text):
    assert TOKEN.fullmatch(text)
    assert user_for_credential(text) == ann
    assert personal.token_for(text).user == ann


def test_only_a_digest_is_kept(text):
    row = PersonalToken.objects.values().get()
    assert text not in str(row)
    assert row["hint"] == text[-4:]


@pytest.mark.parametrize("wrong", ["txt_", "txt_" + "a" * 40, "txt_\ud800", "TXT_", ""])
def test_any_other_text_is_nobodys(text, wrong):
    assert user_for_credential(wrong) is None


def test_a_deactivated_persons_token_is_dead(bob):
    text = personal.make_token(bob, "Script")[1]
    people.deactivate(bob)
    assert user_for_credential(text) is None


def test_its_use_is_noted_once_a_minute(ann, text, django_assert_num_queries):
    user_for_credential(text)
    noted = PersonalToken.objects.get().last_used_at
    assert noted
    with django_assert_num_queries(1):
        user_for_credential(text)
    PersonalToken.objects.update(last_used_at=noted - timedelta(minutes=1))
    user_for_credential(text)
    assert PersonalToken.objects.get().last_used_at > noted - timedelta(seconds=1)


def test_a_revoked_one_is_dead_and_its_sockets_close(text):
    key = holder_of(text).session_key
    token = PersonalToken.objects.get()
    personal.revoke_token(token, by=token.user)
    assert user_for_credential(text) is None
    assert Revocation.objects.get().session == sessions.fingerprint(key)


@pytest.mark.django_db(transaction=True)
def test_nobody_passes_the_limit_by_making_many_at_once(ann):
    for number in range(personal.LIMIT - 1):
        personal.make_token(ann, f"program {number}")

    def make():
        try:
            return bool(personal.make_token(ann, "one more"))
        except personal.TooManyTokens:
            return False

    assert sorted(together(make, make, make)) == [False, False, True]
    assert PersonalToken.objects.count() == personal.LIMIT


# -- Its pages


def test_a_token_is_shown_once(client, ann):
    page = client.post(reverse(NEW), {"name": " Backup   script "})
    text = TOKEN.search(page.content.decode())[0]
    assert "no-store" in page.headers["Cache-Control"]
    assert user_for_credential(text) == ann
    listed = client.get(reverse(SECURITY))
    assertContains(listed, "Backup script")
    assertContains(listed, f"txt_…{text[-4:]}")
    assertNotContains(listed, text)
    assert text not in str(dict(client.session))


def test_the_list_says_when_it_was_used(client, text):
    assertContains(client.get(reverse(SECURITY)), "never used")
    PersonalToken.objects.update(last_used_at=timezone.now() - timedelta(hours=3))
    assertContains(client.get(reverse(SECURITY)), "last used 3\xa0hours ago")


def test_a_token_can_be_revoked(client, text):
    address = reverse("revoke_token", args=[PersonalToken.objects.get().pk])
    assert client.get(address).status_code == 405
    assertContains(client.post(address, follow=True), "That token is revoked.")
    assert user_for_credential(text) is None
    assert client.post(address).status_code == 404


def test_somebody_elses_token_cannot(client, db):
    bob = person("bob")
    token, text = personal.make_token(bob, "bob’s")
    assert client.post(reverse("revoke_token", args=[token.pk])).status_code == 404
    assert user_for_credential(text) == bob
    assertNotContains(client.get(reverse(SECURITY)), "bob’s")


@pytest.mark.parametrize("name", ["", " \u202e ", "x" * 61])
def test_a_token_has_a_name(client, name):
    response = client.post(reverse(NEW), {"name": name})
    assertContains(response, 'aria-invalid="true"')
    assert not PersonalToken.objects.exists()


def test_a_name_is_only_text(client):
    assertContains(client.post(reverse(NEW), {"name": "<b>x</b>"}), "&lt;b&gt;x&lt;/b&gt;")


def test_the_limit_is_told_in_words(client, ann):
    for number in range(personal.LIMIT):
        personal.make_token(ann, f"program {number}")
    assertContains(client.post(reverse(NEW), {"name": "one more"}), "You have 20 tokens.")
    assert PersonalToken.objects.count() == personal.LIMIT


def test_without_a_fresh_proof_no_token_is_made(browse_as, ann):
    response = browse_as(ann).post(reverse(NEW), {"name": "x"})
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not PersonalToken.objects.exists()


def test_strangers_are_sent_to_sign_in(text):
    stranger, revoked = Client(), reverse("revoke_token", args=[PersonalToken.objects.get().pk])
    for address, after in ((reverse(NEW), reverse(NEW)), (revoked, reverse("settings_security"))):
        assertRedirects(stranger.post(address), f"{reverse('account_login')}?next={after}")
    assert user_for_credential(text)


# -- A token for a password


def exchange(body=None, **headers):
    body = {"username": "ann", "password": PASSWORD} if body is None else body
    text = body if isinstance(body, str) else json.dumps(body)
    return Client(headers=headers).post("/api/v1/token", text, content_type="application/json")


def test_the_right_password_gets_a_token(ann):
    answer = exchange(user_agent="curl/8.5.0")
    assert answer.status_code == 200
    assert user_for_credential(answer.json()["token"]) == ann
    assert PersonalToken.objects.get().name == "curl"
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("name", [" ANN ", "ａｎｎ"])
def test_a_username_is_read_as_on_the_page(ann, name):
    assert exchange({"username": name, "password": PASSWORD}).status_code == 200


def test_a_refusal_is_neutral(ann):
    bob = person("bob")
    people.deactivate(bob)
    pairs = [("ann", "wrong"), ("nobody", PASSWORD), ("bob", PASSWORD), ("bob", "wrong")]
    answers = [exchange({"username": name, "password": word}) for name, word in pairs]
    assert {each.status_code for each in answers} == {401}
    assert len({each.content for each in answers}) == 1
    assert answers[0].headers["Content-Type"] == "application/problem+json"
    assert answers[0].json() == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "code": "wrong_credentials",
        "detail": "That name and password don’t match.",
    }


def test_a_known_and_an_unknown_name_cost_the_same(ann, monkeypatch):
    hashed = []
    encode = PBKDF2PasswordHasher.encode

    def count(hasher, password, *args, **kwargs):
        hashed.append(password)
        return encode(hasher, password, *args, **kwargs)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", count)
    for name, password in (("ann", "first"), ("nobody", "second")):
        exchange({"username": name, "password": password})
    assert hashed.count("first") == hashed.count("second") > 0


def test_a_second_step_cannot_be_passed_over(ann):
    Authenticator.objects.create(user=ann, type=Authenticator.Type.TOTP, data={})
    answer = exchange()
    assert (answer.status_code, answer.json()["code"]) == (403, "mfa_required")
    assert exchange({"username": "ann", "password": "wrong"}).status_code == 401
    assert not PersonalToken.objects.exists()


def test_too_many_tries_have_to_wait(ann):
    for _ in range(5):
        exchange({"username": "ann", "password": "wrong"})
    answer = exchange()
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_tries")
    assert answer.headers["Retry-After"] == "300"


def test_tries_here_and_on_the_page_are_counted_together(ann):
    page = reverse("account_password_login")
    for _ in range(5):
        Client().post(page, {"login": "ann", "password": "wrong"})
    assert exchange().status_code == 429


def test_an_address_is_a_username_here_too(ann):
    EmailAddress.objects.create(user=ann, email="ann@example.org", verified=True)
    assert exchange({"username": "ann@example.org", "password": PASSWORD}).status_code == 200


def test_a_full_list_is_told(ann):
    for number in range(personal.LIMIT):
        personal.make_token(ann, f"program {number}")
    assert (exchange().status_code, exchange().json()["code"]) == (409, "too_many_tokens")


def test_so_many_are_made_an_hour(monkeypatch, ann, client):
    monkeypatch.setattr(personal, "KEY_CHANGES", personal.KEY_CHANGES._replace(limit=1))
    assert exchange().status_code == 200
    refused = exchange()
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_tries")
    assert int(refused.headers["Retry-After"]) > 3_500
    page = client.post(reverse(NEW), {"name": "one more"})
    assertContains(page, "That is enough for now.", status_code=429)
    assert PersonalToken.objects.count() == AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "invalid_json"),
        ("[]", 400, "invalid_json"),
        ("[" * 60_000, 400, "invalid_json"),
        ('{"username": "\\ud800", "password": "x"}', 400, "invalid_json"),
        ('{"a": "' + "a" * 70_000 + '"}', 413, "too_long"),
        ('{"a": "' + "a" * 2_000_000 + '"}', 413, "too_long"),
        ("", 422, "invalid"),
        ({"username": "ann"}, 422, "invalid"),
        ({"username": ["ann"], "password": PASSWORD}, 422, "invalid"),
        ({"username": "ann", "password": PASSWORD, "more": 1}, 422, "invalid"),
        ({"username": "ann", "password": "x" * 1025}, 422, "invalid"),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(ann, body, status, code):
    answer = exchange(body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not PersonalToken.objects.exists()


def test_each_faulty_field_is_named(ann):
    errors = exchange({"username": 7, "more": 1}).json()["errors"]
    assert {each["field"]: each["code"] for each in errors} == {
        "username": "not_text",
        "password": "required",
        "more": "unknown",
    }


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_a_wrong_method_is_told(client, method):
    answer = getattr(client, method)("/api/v1/token")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert answer.json()["code"] == "method_not_allowed"


# -- How far a program is trusted, and for how long


def test_the_page_asks_what_it_may_do_and_how_long(client, ann):
    fields = {"name": "Backup", "scope": "read", "lasts": "month"}
    assertContains(client.post(reverse(NEW), fields), "txt_")
    token = PersonalToken.objects.get()
    assert token.scope == "read"
    assert timedelta(days=29) < token.expires_at - timezone.now() <= timedelta(days=30)
    assertContains(client.get(reverse(SECURITY)), "good until")
    PersonalToken.objects.update(expires_at=timezone.now())
    assertContains(client.get(reverse(SECURITY)), "ran out")


@pytest.mark.parametrize("fields", [{"scope": "all"}, {"lasts": "ever"}])
def test_the_page_offers_nothing_else(client, ann, fields):
    client.post(reverse(NEW), {"name": "Backup", **fields})
    assert not PersonalToken.objects.exists()
