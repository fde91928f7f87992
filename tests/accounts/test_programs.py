"""Programs sign in by the same doors as people, and get tokens that die with their session."""

import json
import time
from datetime import datetime

import jwt
import pytest
import yaml
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings
from django.urls import reverse

from accounts import adapters, arrivals, people, sessions
from accounts.models import Allowance, PhoneNumber, User
from accounts.signals import rights_lost
from accounts.tokens import user_for_credential
from chat.models import Revocation
from tests.accounts.conftest import Program
from tests.cast import PASSWORD, person, together

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "+4915123456789", "+4915123456780"
BOB = {"username": "bob", "password": PASSWORD, "name": "Bob Smith"}


@pytest.fixture
def signed_up(program) -> Program:
    assert program.post("auth/signup", BOB).status_code == 200
    return program


@pytest.fixture
def bob(signed_up) -> User:
    return User.objects.get(username="bob")


@pytest.fixture
def owner(ann) -> User:
    """Has the number, and no password."""
    user = User(username="owner", name="Owner")
    user.set_unusable_password()
    people.add_person(user)
    people.give_number(user=user, number=NUMBER)
    return user


@pytest.fixture
def heard():
    """The sessions whose sockets are told to close."""
    keys = []

    def hear(session_key, **kwargs):
        keys.append(session_key)

    rights_lost.connect(hear)
    yield keys
    rights_lost.disconnect(hear)


def ask(number=NUMBER) -> Program:
    program = Program()
    program.asked = program.post("auth/code/request", {"phone": number})
    return program


def codes_of(response) -> list[str]:
    return [each["code"] for each in response.json()["errors"]]


def is_in(program: Program) -> bool:
    return program.get("auth/session").status_code == 200


# -- A code by phone


def test_a_known_and_an_unknown_number_get_the_same_answers(twilio, owner):
    def answers(number):
        program = ask(number)
        wrong = program.post("auth/code/confirm", {"code": "000000"})
        return [
            (each.status_code, sorted(each.headers), _neutral(each))
            for each in (program.asked, wrong, program.get("auth/session"))
        ]

    assert answers(NUMBER) == answers(OTHER)


def _neutral(response) -> dict:
    answer = response.json()
    (answer.get("meta") or {}).pop("session_token", None)
    return answer


def test_a_number_goes_in_and_a_code_goes_out(twilio, owner):
    answer = ask().asked
    assert answer.status_code == 401
    flows = {each["id"]: each for each in answer.json()["data"]["flows"]}
    assert flows["login_by_code"]["is_pending"]
    assert [to for to, _ in twilio.texts] == [NUMBER]


def test_the_right_code_signs_the_numbers_owner_in(twilio, owner):
    program = ask()
    answer = program.post("auth/code/confirm", {"code": twilio.code_for(NUMBER)})
    assert answer.status_code == 200
    assert answer.json()["data"]["user"]["id"] == owner.pk
    assert user_for_credential(program.access_token) == owner
    assert program.refresh().status_code == 200


@pytest.mark.parametrize(
    ("said", "name"),
    [({"name": " Noor  Haddad "}, "Noor Haddad"), ({}, "New person"), ({"name": 7}, "7")],
)
def test_an_unknown_number_becomes_a_person(twilio, owner, said, name):
    program = ask(OTHER)
    answer = program.post("auth/code/confirm", {"code": twilio.code_for(OTHER), **said})
    assert answer.status_code == 200
    added = user_for_credential(program.access_token)
    assert (added.name, added.phone.number) == (name, OTHER)
    assert not added.has_usable_password()


def test_three_wrong_tries_end_a_code(twilio, owner):
    program = ask()
    for words in ("2 tries left", "1 try left", "Too many tries"):
        answer = program.post("auth/code/confirm", {"code": "wrong!"})
        assert answer.status_code == 400
        (error,) = answer.json()["errors"]
        assert (error["code"], error["param"]) == ("incorrect_code", "code")
        assert words in error["message"]
    right = {"code": twilio.code_for(NUMBER)}
    assert program.post("auth/code/confirm", right).status_code == 409
    assert not is_in(program)


def test_a_code_is_good_once_and_for_who_asked(twilio, owner):
    program = ask()
    right = {"code": twilio.code_for(NUMBER)}
    assert Program().post("auth/code/confirm", right).status_code == 409
    token = program.session_token
    assert program.post("auth/code/confirm", right).status_code == 200
    again = Program()
    again.session_token = token
    assert again.post("auth/code/confirm", right).status_code in (409, 410)


def test_only_a_post_is_a_try(twilio, owner):
    program = ask()
    for method in ("PUT", "PATCH", "DELETE", "GET"):
        answer = program.send(method, "auth/code/confirm", {"code": "wrong!"})
        assert answer.status_code == 405
    answer = program.post("auth/code/confirm", {"code": "wrong!"})
    assert "2 tries left" in answer.content.decode()


def test_a_new_code_waits_half_a_minute(twilio, owner):
    program = ask()
    answer = program.post("auth/code/resend")
    assert (answer.status_code, codes_of(answer)) == (429, ["text_not_sent"])
    Allowance.objects.filter(key__contains=":30:").delete()
    assert program.post("auth/code/resend").status_code == 200
    assert len(twilio.texts) == 2
    program.post("auth/code/confirm", {"code": twilio.code_for(NUMBER)})
    assert is_in(program)


def test_too_many_codes_are_refused_in_words(twilio, owner):
    ask()
    answer = ask().asked
    assert answer.status_code == 429
    assert "Wait " in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "body", [{}, {"email": "noor@example.org"}, {"phone": "12"}, {"phone": ["x"]}, {"phone": None}]
)
def test_without_a_number_no_code_goes_out(twilio, owner, mailoutbox, body):
    answer = Program().post("auth/code/request", body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["param"] == "phone"
    assert not twilio.texts
    assert not mailoutbox


def test_where_no_texts_are_sent_it_says_so(owner, settings):
    settings.SMS = "off"
    answer = Program().post("auth/code/request", {"phone": NUMBER})
    assert (answer.status_code, codes_of(answer)) == (400, ["no_texts"])


def test_a_deactivated_owner_stays_outside(twilio, owner):
    people.deactivate(owner)
    program = ask()
    answer = program.post("auth/code/confirm", {"code": twilio.code_for(NUMBER)})
    assert answer.status_code == 401
    assert not program.access_token


def test_a_number_found_its_owner_meanwhile(twilio, owner, ann, monkeypatch):
    program = ask(OTHER)

    def taken(**kwargs):
        raise people.NumberTaken

    monkeypatch.setattr(arrivals, "admit_number", taken)
    answer = program.post("auth/code/confirm", {"code": twilio.code_for(OTHER)})
    assert answer.status_code == 409
    assert not User.objects.exclude(pk__in=[owner.pk, ann.pk]).exists()


def test_a_second_step_follows_the_code(twilio, owner):
    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={})
    program = ask()
    answer = program.post("auth/code/confirm", {"code": twilio.code_for(NUMBER)})
    assert answer.status_code == 401
    pending = [each["id"] for each in answer.json()["data"]["flows"] if each.get("is_pending")]
    assert pending == ["mfa_authenticate"]
    assert not program.access_token


# -- The number of somebody who is in


def reauthenticate(program: Program) -> None:
    assert program.post("auth/reauthenticate", {"password": PASSWORD}).status_code == 200


def test_a_proven_number_is_a_way_in(twilio, signed_up, bob):
    assert signed_up.get("account/phone").json()["data"] == []
    assert signed_up.post("account/phone", {"phone": NUMBER}).status_code == 401
    reauthenticate(signed_up)
    assert signed_up.post("account/phone", {"phone": NUMBER}).status_code == 202
    assert not PhoneNumber.objects.exists(), "a claim is not written down"
    assert signed_up.post("auth/phone/verify", {"code": "wrong"}).status_code == 400
    right = {"code": twilio.code_for(NUMBER)}
    assert signed_up.post("auth/phone/verify", right).status_code == 200
    assert PhoneNumber.objects.get().user == bob
    assert signed_up.get("account/phone").json()["data"] == [{"phone": NUMBER, "verified": True}]


def test_somebody_elses_number_is_not_taken_over(twilio, owner, signed_up):
    reauthenticate(signed_up)
    signed_up.post("account/phone", {"phone": NUMBER})
    answer = signed_up.post("auth/phone/verify", {"code": twilio.code_for(NUMBER)})
    assert (answer.status_code, codes_of(answer)) == (409, ["phone_taken"])
    assert PhoneNumber.objects.get().user == owner


@pytest.mark.parametrize("path", ["account/phone", "auth/phone/verify", "auth/phone/verify/resend"])
def test_a_strangers_number_is_not_asked_for(program, twilio, path):
    assert program.post(path, {"phone": NUMBER, "code": "1"}).status_code == 401
    assert not twilio.texts


# -- Names and passwords


def test_sign_up_makes_a_person_and_signs_them_in(signed_up, bob):
    assert (bob.name, bob.is_owner) == ("Bob Smith", True)
    assert user_for_credential(signed_up.access_token) == bob


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"username": "noor"}, "noor"),
        ({"email": "noor@example.org"}, "noor"),
        ({"username": "noor", "name": " \u202e "}, "noor"),
        ({"username": "noor", "name": "N" * 100}, "N" * 60),
    ],
)
def test_a_name_can_be_left_out(program, body, name):
    assert program.post("auth/signup", {"password": PASSWORD, **body}).status_code == 200
    assert User.objects.get().name == name


@pytest.mark.parametrize(
    ("body", "param", "code"),
    [
        ({"username": "ANN"}, "username", "username_taken"),
        ({"username": "ａｎｎ"}, "username", "username_taken"),
        ({"username": "a b"}, "username", "invalid"),
        ({"username": "a"}, "username", "min_length"),
        ({"username": "x" * 151}, "username", "max_length"),
        ({"username": {"a": 1}}, "username", "invalid"),
        ({"username": "x\x00y"}, "username", "invalid"),
        ({"username": None}, "username", None),
        ({"email": "nonsense", "username": ""}, "email", "invalid"),
        ({"password": ""}, "password", "required"),
        ({"password": "short"}, "password", "password_too_short"),
        (
            {"username": "bartholomew", "password": "bartholomew"},
            "password",
            "password_too_similar",
        ),
    ],
)
def test_a_refused_field_says_why(ann, program, body, param, code):
    answer = program.post("auth/signup", BOB | body)
    assert answer.status_code == 400
    error = answer.json()["errors"][0]
    assert error["param"] == param
    assert code in (None, error["code"])
    assert User.objects.count() == 1


def test_two_who_take_one_username_at_once_leave_one_person(program, monkeypatch):
    """The slower one finds the name taken only when the row is written."""

    def admit_slowly(**who):
        person("bob")
        return arrivals.admit(**who)

    monkeypatch.setattr(adapters, "admit", admit_slowly)
    answer = program.post("auth/signup", BOB)
    assert (answer.status_code, codes_of(answer)) == (400, ["username_taken"])
    assert User.objects.count() == 1


def test_an_address_that_somebody_has_is_not_told(ann):
    body = {"email": "noor@example.org", "password": PASSWORD}
    for _ in range(2):
        assert Program().post("auth/signup", body).status_code == 200


def test_a_blank_in_a_password_counts_at_every_door(program, home):
    blank = f" {PASSWORD} "
    program.post("auth/signup", BOB | {"password": blank})
    for word, status in ((blank, 200), (PASSWORD, 400)):
        body = {"username": "bob", "password": word}
        assert Program().post("auth/login", body).status_code == status
    answer = Client().post(reverse("account_password_login"), {"login": "bob", "password": blank})
    assert answer.url == home


@pytest.mark.parametrize("name", ["ann", "ANN", "ａｎｎ"])
def test_the_right_password_signs_in(ann, program, name):
    answer = program.post("auth/login", {"username": name, "password": PASSWORD})
    assert answer.status_code == 200
    assert user_for_credential(program.access_token) == ann


def test_a_refusal_does_not_say_what_was_wrong(ann, program):
    bodies = [
        {"username": "ann", "password": "wrong"},
        {"username": "nobody", "password": PASSWORD},
    ]
    first, second = (program.post("auth/login", body) for body in bodies)
    assert first.status_code == 400
    assert first.json() == second.json()


# -- Tokens


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


# -- Bodies


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ("7", 400),
        ('"text"', 400),
        ("[" * 60_000, 400),
        ('{"username": ' + "7" * 5_000 + "}", 400),
        ('{"username": "\\ud800", "password": "\\ud800"}', 400),
        ('{"a": "' + "a" * 70_000 + '"}', 413),
        ('{"a": "' + "a" * 2_000_000 + '"}', 413),
    ],
)
@pytest.mark.parametrize(
    "path",
    ["auth/signup", "auth/login", "auth/code/request", "auth/code/confirm", "tokens/refresh"],
)
def test_a_body_that_makes_no_sense_is_refused(program, path, body, status):
    answer = program.post(path, body)
    assert answer.status_code == status
    assert answer.json()["status"] == status
    assert answer.json()["errors"][0]["message"]


DOORS = {
    "auth/signup": {405},
    "auth/login": {405},
    "auth/code/request": {405},
    "auth/code/resend": {409},
    "auth/code/confirm": {409},
    "auth/provider/token": {405},
    "tokens/refresh": {405, 400},
    "auth/phone/verify": {401},
    "account/phone": {401},
}


@pytest.mark.parametrize("path", DOORS)
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_a_wrong_method_does_nothing(program, method, path):
    assert program.send(method, path).status_code in DOORS[path]
    assert not User.objects.exists()


def test_the_description_is_served_and_leads_nowhere_else(client):
    spec = client.get("/api/auth/openapi.json").json()
    assert "/api/auth/app/v1/auth/code/confirm" in spec["paths"]
    assert yaml.safe_load(client.get("/api/auth/openapi.yaml").content) == spec
    assert client.get("/api/auth/openapi.html").status_code == 404
