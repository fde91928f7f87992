"""A program's tokens: how they are renewed, and how they end."""

import json
import time
from datetime import datetime

import jwt
import pytest
from django.test import override_settings

from accounts import people, sessions
from accounts.models import User
from accounts.signals import rights_lost
from accounts.tokens import user_for_credential
from chat.models import Revocation
from tests.accounts.conftest import Program
from tests.cast import PASSWORD, together

pytestmark = pytest.mark.django_db


BOB = {"username": "bob", "password": PASSWORD, "name": "Bob Smith"}


@pytest.fixture
def signed_up(program) -> Program:
    assert program.post("auth/signup", BOB).status_code == 200
    return program


@pytest.fixture
def bob(signed_up) -> User:
    return User.objects.get(username="bob")


@pytest.fixture
def heard():
    """The sessions whose sockets are told to close."""
    keys = []

    def hear(session_key, **kwargs):
        keys.append(session_key)

    rights_lost.connect(hear)
    yield keys
    rights_lost.disconnect(hear)


def codes_of(response) -> list[str]:
    return [each["code"] for each in response.json()["errors"]]


def is_in(program: Program) -> bool:
    return program.get("auth/session").status_code == 200


def test_a_refresh_token_gives_a_new_pair(signed_up, bob):
    old = signed_up.refresh_token
    access = signed_up.access_token
    assert signed_up.refresh().status_code == 200
    assert signed_up.refresh_token != old
    assert signed_up.access_token != access
    assert user_for_credential(signed_up.access_token) == bob
    assert signed_up.refresh().status_code == 200


def test_a_second_use_of_a_refresh_token_ends_its_session(signed_up, heard):
    stolen = signed_up.refresh_token
    signed_up.refresh()
    assert Program().refresh(stolen).status_code == 400
    assert user_for_credential(signed_up.access_token) is None
    assert signed_up.refresh().status_code == 400
    assert len(heard) == 1
    assert heard[0]


@pytest.mark.django_db(transaction=True)
def test_of_two_uses_at_once_one_succeeds_and_then_the_session_is_dead(signed_up):
    token = signed_up.refresh_token
    programs = [Program(), Program()]
    calls = [lambda each=each: each.refresh(token).status_code for each in programs]
    assert sorted(together(*calls)) == [200, 400]
    (winner,) = (each for each in programs if each.access_token)
    assert user_for_credential(winner.access_token) is None
    assert winner.refresh().status_code == 400


def test_another_session_of_the_same_person_stays(signed_up, bob):
    other = Program()
    other.post("auth/login", {"username": "bob", "password": PASSWORD})
    stolen = signed_up.refresh_token
    signed_up.refresh()
    signed_up.refresh(stolen)
    assert user_for_credential(other.access_token) == bob
    assert other.refresh().status_code == 200


def test_a_refresh_keeps_the_session_from_ending(signed_up, bob):
    key = signed_up.session_token
    model = sessions._engine.SessionStore.get_model_class()
    before = model.objects.get(session_key=key).expire_date
    signed_up.refresh()
    assert model.objects.get(session_key=key).expire_date > before


def test_an_access_token_lives_five_minutes(signed_up):
    claims = jwt.decode(signed_up.access_token, options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == 300
    assert signed_up.session_token not in json.dumps(claims), "it is no cookie"


def test_a_token_that_is_over_is_no_good(signed_up, monkeypatch):
    later = time.time() + 61 * 86_400
    with monkeypatch.context() as patch:
        patch.setattr("jwt.api_jwt.datetime", _clock(later))
        assert user_for_credential(signed_up.access_token) is None
        assert signed_up.refresh().status_code == 400
    assert user_for_credential(signed_up.access_token)


def _clock(at: float):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(at, tz)

    return Clock


def test_one_kind_of_token_does_not_pass_for_the_other(signed_up):
    assert user_for_credential(signed_up.refresh_token) is None
    assert signed_up.refresh(signed_up.access_token).status_code == 400


@pytest.mark.parametrize(
    "text", ["", "nonsense", "a.b.c", "ä", "\ud800", "." * 5000, "txt_", "e30.e30."]
)
def test_what_is_no_token_is_nobodys(signed_up, text):
    assert user_for_credential(text) is None


def test_a_rotated_key_signs_no_program_out(signed_up, bob, settings):
    old = settings.SECRET_KEY
    with override_settings(
        SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=[old], ENCRYPTION_KEYS=["new" * 20, old]
    ):
        former = signed_up.access_token
        assert user_for_credential(former) == bob
        assert signed_up.refresh().status_code == 200
    with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=[]):
        assert user_for_credential(former) is None
        assert user_for_credential(signed_up.access_token) == bob


def test_new_encryption_keys_sign_no_program_out(signed_up, bob, settings):
    with override_settings(ENCRYPTION_KEYS=["new" * 20]):
        assert user_for_credential(signed_up.access_token) == bob
        assert signed_up.refresh().status_code == 200


def is_dead(program: Program) -> bool:
    return (
        user_for_credential(program.access_token) is None
        and not is_in(program)
        and program.refresh().status_code == 400
    )


def test_signing_out_ends_the_tokens_and_closes_the_sockets(signed_up, bob, closed):
    key = signed_up.session_token
    assert signed_up.delete("auth/session").status_code == 401
    assert is_dead(signed_up)
    assert closed() == [sessions.fingerprint(key)]


@pytest.fixture
def closed():
    """The fingerprints of the sessions whose sockets were closed."""
    return lambda: list(Revocation.objects.values_list("session", flat=True))


def test_ending_another_session_closes_its_sockets(signed_up, bob, closed):
    other = Program()
    other.post("auth/login", {"username": "bob", "password": PASSWORD})
    listed = signed_up.get("auth/sessions").json()["data"]
    (there,) = (each["id"] for each in listed if not each["is_current"])
    answer = signed_up.delete("auth/sessions", {"sessions": [there]})
    assert [each["is_current"] for each in answer.json()["data"]] == [True]
    assert is_dead(other)
    assert is_in(signed_up)
    assert closed() == [sessions.fingerprint(other.session_token)]
    (here,) = (each["id"] for each in answer.json()["data"])
    assert signed_up.delete("auth/sessions", {"sessions": [here]}).status_code == 401
    assert is_dead(signed_up)
    assert len(closed()) == 2


def test_a_new_password_ends_the_tokens(signed_up, bob, closed):
    body = {"current_password": PASSWORD, "new_password": "another good one"}
    old = signed_up.access_token
    assert signed_up.post("account/password/change", body).status_code == 200
    assert user_for_credential(old) is None
    assert signed_up.refresh().status_code == 400
    assert closed() == [""], "all of them"


def test_a_deactivated_persons_tokens_are_dead(signed_up, bob):
    User.objects.filter(pk=bob.pk).update(is_owner=False)
    bob.refresh_from_db()
    people.deactivate(bob)
    assert user_for_credential(signed_up.access_token) is None
    assert signed_up.refresh().status_code == 400


def test_a_session_that_ends_meanwhile_is_told(signed_up, bob, monkeypatch):
    def end_meanwhile(request, user):
        request.session["something"] = "to save"
        sessions.end(request.session.session_key)

    monkeypatch.setattr(sessions, "note_seen", end_meanwhile)
    answer = signed_up.get("auth/session")
    assert (answer.status_code, codes_of(answer)) == (410, ["session_ended"])
