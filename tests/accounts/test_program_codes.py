"""A program signs its person in by a texted code."""

import pytest
from allauth.mfa.models import Authenticator

from accounts import arrivals, people
from accounts.models import Allowance, PhoneNumber, User
from accounts.tokens import user_for_credential
from tests.accounts.conftest import Program
from tests.cast import PASSWORD

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


def ask(number=NUMBER) -> Program:
    program = Program()
    program.asked = program.post("auth/code/request", {"phone": number})
    return program


def codes_of(response) -> list[str]:
    return [each["code"] for each in response.json()["errors"]]


def is_in(program: Program) -> bool:
    return program.get("auth/session").status_code == 200


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
