"""A program that has Google's word for somebody gets the same tokens as by every other door."""

import re

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.google import views as google

from accounts.models import User
from accounts.tokens import user_for_credential
from tests.accounts.conftest import Program
from tests.cast import person
from tests.services.identity import CLIENT_ID, KEY, KEY_ID, FakeIdentityProvider

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def identity_service():
    with FakeIdentityProvider() as service:
        yield service


@pytest.fixture
def provider(identity_service, settings, monkeypatch):
    """allauth reads Google's addresses once, so they are put in its module."""
    identity_service.reset()
    monkeypatch.setattr(google, "CERTS_URL", f"{identity_service.url}/certs")
    monkeypatch.setattr(google, "ID_TOKEN_ISSUER", identity_service.url)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "google": {
            "APPS": [{"client_id": CLIENT_ID, "secret": "s"}],
            "EMAIL_AUTHENTICATION": True,
        }
    }
    return identity_service


def show(program: Program, process="login", provider="google", **token):
    body = {"provider": provider, "process": process, "token": {"client_id": CLIENT_ID, **token}}
    return program.post("auth/provider/token", body)


def test_an_unknown_person_is_added_and_signed_in(provider, program):
    answer = show(program, id_token=provider.id_token())
    assert answer.status_code == 200
    noor = user_for_credential(program.access_token)
    assert (noor.name, noor.email) == ("Noor Haddad", "noor@example.org")
    assert program.refresh().status_code == 200


def test_the_same_person_comes_back(provider, program):
    show(program, id_token=provider.id_token())
    again = Program()
    show(again, id_token=provider.id_token())
    assert user_for_credential(again.access_token) == user_for_credential(program.access_token)
    assert User.objects.count() == 1


@pytest.mark.parametrize("is_proven", [True, False])
def test_only_a_proven_address_joins_an_account(provider, program, is_proven):
    ann = person("ann")
    EmailAddress.objects.create(user=ann, email="noor@example.org", verified=is_proven)
    show(program, id_token=provider.id_token())
    assert (user_for_credential(program.access_token) == ann) is is_proven


def test_somebody_who_is_in_connects_it(provider, program):
    program.post("auth/signup", {"username": "bob", "password": "correct horse battery"})
    answer = show(program, "connect", id_token=provider.id_token())
    assert answer.status_code == 401, "first their password again"
    program.post("auth/reauthenticate", {"password": "correct horse battery"})
    assert show(program, "connect", id_token=provider.id_token()).status_code == 200
    assert User.objects.get().socialaccount_set.count() == 1


def test_nobody_connects_to_nobody(provider, program):
    assert show(program, "connect", id_token=provider.id_token()).status_code == 403
    assert not User.objects.exists()


def _forged(provider, headers=None, algorithm="RS256", key=KEY, **claims) -> str:
    facts = jwt.decode(provider.id_token(), options={"verify_signature": False}) | claims
    return jwt.encode(facts, key, algorithm=algorithm, headers=headers)


@pytest.mark.parametrize(
    "forged",
    [
        lambda provider: "nonsense",
        lambda provider: "a.b.c",
        lambda provider: _forged(provider),
        lambda provider: _forged(provider, {"kid": "another"}),
        lambda provider: _forged(provider, {"kid": KEY_ID}, "none", None),
        lambda provider: _forged(provider, {"kid": KEY_ID}, "HS256", "x" * 32),
        lambda provider: _forged(provider, {"kid": KEY_ID}, aud="somebody else"),
        lambda provider: _forged(provider, {"kid": KEY_ID}, iss="https://evil.example"),
        lambda provider: _forged(provider, {"kid": KEY_ID}, exp=1),
    ],
)
def test_a_forged_token_lets_nobody_in(provider, program, forged):
    answer = show(program, id_token=forged(provider))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["param"] == "token"
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "token",
    [
        None,
        "text",
        [],
        {},
        {"client_id": 7},
        {"client_id": CLIENT_ID},
        {"client_id": CLIENT_ID, "id_token": []},
    ],
)
def test_what_is_no_token_is_refused(provider, program, token):
    body = {"provider": "google", "process": "login", "token": token}
    assert program.post("auth/provider/token", body).status_code == 400


@pytest.mark.parametrize("name", ["nobody", "google", "", [], "openid_connect"])
def test_where_no_provider_is_set_up_there_is_none(program, settings, name):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert show(program, provider=name, id_token="a.b.c").status_code == 400


@pytest.mark.parametrize("is_proven", [True, False])
def test_where_addresses_are_confirmed_one_that_google_has_not_proven_is(
    provider, program, settings, mailoutbox, is_proven
):
    settings.EMAIL_REQUIRED = True
    provider.person["email_verified"] = is_proven
    for asker in (program, Program()):
        answer = show(asker, id_token=provider.id_token())
        assert answer.status_code == (200 if is_proven else 401)
    assert bool(mailoutbox) is not is_proven
    if not is_proven:
        code = re.search(r"\d{6}", mailoutbox[0].body)[0]
        assert program.post("auth/email/verify", {"key": code}).status_code == 200
        assert show(Program(), id_token=provider.id_token()).status_code == 200
