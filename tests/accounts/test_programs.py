"""Programs sign in by the same doors as people, and get tokens that die with their session."""

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from accounts import adapters, arrivals
from accounts.models import User
from accounts.tokens import user_for_credential
from tests.accounts.conftest import Program
from tests.cast import PASSWORD, person

pytestmark = pytest.mark.django_db


BOB = {"username": "bob", "password": PASSWORD, "name": "Bob Smith"}


@pytest.fixture
def signed_up(program) -> Program:
    assert program.post("auth/signup", BOB).status_code == 200
    return program


@pytest.fixture
def bob(signed_up) -> User:
    return User.objects.get(username="bob")


def codes_of(response) -> list[str]:
    return [each["code"] for each in response.json()["errors"]]


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

    monkeypatch.setattr(adapters.accounts, "admit", admit_slowly)
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
