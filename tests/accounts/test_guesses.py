"""Guesses are counted where no cache can forget them, and only the wrong ones."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import guesses
from accounts.models import Allowance
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
DOOR, STEP, PROOF = "account_password_login", "mfa_authenticate", "mfa_reauthenticate"
CHANGE = "account_change_password"
TOO_MANY = "Too many tries. Wait"
PAIR = {"login": "ann", "password": PASSWORD}
NEW = "another good one"
TOKEN = "/api/v1/token"


@pytest.fixture(autouse=True)
def _redis_is_away(settings):
    """What the cache is told, it forgets."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture
def right(ann) -> str:
    """The code that ann's app shows."""
    TOTP.activate(ann, SECRET)
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


@pytest.fixture
def three_a_day(monkeypatch):
    ceilings = tuple(each._replace(limit=3) for each in guesses.AT_THE_DOOR)
    monkeypatch.setattr(guesses, "AT_THE_DOOR", ceilings)


def at_the_second_step(**address) -> Client:
    client = Client(**address)
    client.post(reverse(DOOR), PAIR)
    return client


def refusals(client: Client, name: str, fields: dict, times: int) -> list[bool]:
    """Of so many tries, which were refused unread."""
    pages = [client.post(reverse(name), fields, follow=True) for _ in range(times)]
    return [TOO_MANY in page.content.decode() for page in pages]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def ask_for_a_token(password: str):
    body = {"username": "ann", "password": password}
    return Client().post(TOKEN, body, content_type="application/json")


def test_the_second_step_has_a_ceiling_of_its_own(right):
    client = at_the_second_step()
    assert refusals(client, STEP, {"code": "000000"}, 6) == [False] * 5 + [True]
    client.post(reverse(STEP), {"code": right})
    assert not is_in(client)


@pytest.mark.parametrize("name", [STEP, PROOF])
def test_a_reload_tries_a_wrong_code_no_second_time(right, ann, browse_as, name):
    client = at_the_second_step() if name == STEP else browse_as(ann)
    wrong = "000000" if right != "000000" else "000001"
    answer = client.post(reverse(name) + "?next=/rooms/7/", {"code": wrong})
    assert (answer.status_code, answer.url) == (302, reverse(name) + "?next=/rooms/7/")
    assert "That code didn’t match." in client.get(answer.url).content.decode()
    assert client.post(reverse(name), {"code": ""}).status_code == 200
    client.get(answer.url)
    assert Allowance.objects.get(key__startswith="second step:300:").spent == 1


def test_another_address_guesses_no_further_at_the_second_step(right):
    refusals(at_the_second_step(), STEP, {"code": "000000"}, 5)
    other = at_the_second_step(REMOTE_ADDR="10.9.8.7")
    assert refusals(other, STEP, {"code": "000000"}, 1) == [True]


def test_thirty_guesses_at_the_second_step_are_a_day_s(right):
    for _ in range(6):
        refusals(at_the_second_step(), STEP, {"code": "000000"}, 5)
        Allowance.objects.filter(key__startswith="second step:300:").delete()
    page = at_the_second_step().post(reverse(STEP), {"code": "000000"}, follow=True)
    assert "Wait 24 hours, then try again." in page.content.decode()


def test_right_codes_are_no_guesses_and_good_once(right):
    refusals(at_the_second_step(), STEP, {"code": "000000"}, 4)
    client, late = at_the_second_step(), at_the_second_step()
    client.post(reverse(STEP), {"code": right})
    assert is_in(client)
    spaced = f"{right[:3]} {right[3:]}"
    assert refusals(late, STEP, {"code": spaced}, 2) == [False, True]
    assert not is_in(late)


def test_is_it_you_counts_the_app_s_codes_with_the_second_step(right, ann, browse_as):
    client = browse_as(ann)
    assert refusals(client, PROOF, {"code": "000000"}, 6) == [False] * 5 + [True]
    assert refusals(at_the_second_step(), STEP, {"code": "000000"}, 1) == [True]


def test_a_program_s_second_step_is_counted_too(right, program):
    program.post("auth/login", {"username": "ann", "password": PASSWORD})
    answers = [program.post("auth/2fa/authenticate", {"code": "000000"}) for _ in range(6)]
    codes = [answer.json()["errors"][0]["code"] for answer in answers]
    assert codes == ["incorrect_code"] * 5 + [guesses.TOO_MANY]
    assert program.post("auth/2fa/authenticate", {"code": right}).status_code == 400


def test_a_program_shows_that_it_is_them_as_often(right, program):
    program.post("auth/login", {"username": "ann", "password": PASSWORD})
    assert program.post("auth/2fa/authenticate", {"code": right}).status_code == 200
    answers = [program.post("auth/2fa/reauthenticate", {"code": "000000"}) for _ in range(6)]
    assert answers[-1].json()["errors"][0]["code"] == guesses.TOO_MANY


def test_the_old_password_is_guessed_ten_times_an_hour(ann, browse_as):
    client = browse_as(ann)
    wrong = {"oldpassword": "wrong horse", "password1": NEW}
    assert refusals(client, CHANGE, wrong, 11) == [False] * 10 + [True]
    client.post(reverse(CHANGE), wrong | {"oldpassword": PASSWORD})
    ann.refresh_from_db()
    assert ann.check_password(PASSWORD)


def test_wherever_the_password_is_asked_for_the_guesses_are_the_same(bob, browse_as):
    client = browse_as(bob)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    refusals(client, CHANGE, {"oldpassword": "wrong horse", "password1": NEW}, 10)
    fields = {"password": "wrong horse", "username": "bob"}
    names = ("account_reauthenticate", "delete_account")
    refused = {name: refusals(client, name, fields, 1) for name in names}
    assert refused == {name: [True] for name in names}


def test_a_program_guesses_at_the_old_password_no_further(ann, program):
    program.post("auth/login", {"username": "ann", "password": PASSWORD})
    fields = {"current_password": "wrong horse", "new_password": NEW}
    answers = [program.post("account/password/change", fields) for _ in range(11)]
    codes = [answer.json()["errors"][0]["code"] for answer in answers]
    assert codes == ["enter_current_password"] * 10 + [guesses.TOO_MANY]


def test_the_right_password_is_no_guess(ann, three_a_day):
    clients = [Client() for _ in range(5)]
    for client in clients:
        client.post(reverse(DOOR), PAIR)
    assert all(map(is_in, clients))
    assert ask_for_a_token(PASSWORD).status_code == 200


def test_a_locked_door_says_for_how_long(ann, three_a_day):
    assert refusals(Client(), DOOR, PAIR | {"password": "wrong horse"}, 4) == [False] * 3 + [True]
    page = Client(REMOTE_ADDR="10.9.8.7").post(reverse(DOOR), PAIR)
    assert "Too many tries. Wait 24 hours, then try again." in page.content.decode()
    answer = ask_for_a_token(PASSWORD)
    assert answer.status_code == 429
    assert 86_300 < int(answer.headers["Retry-After"]) <= 86_400
    assert answer.json()["detail"] == "Too many tries. Wait 24 hours, then try again."


def test_guesses_at_the_door_do_not_lock_out_who_is_in(ann, browse_as, three_a_day):
    client = browse_as(ann)
    refusals(Client(), DOOR, PAIR | {"password": "wrong horse"}, 4)
    proof = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert proof.status_code == 302


@pytest.mark.parametrize(
    ("seconds", "wait"),
    [(1, "1 minute"), (61, "2 minutes"), (3_600, "60 minutes"), (5_401, "2 hours")],
)
def test_the_wait_is_told_in_words(seconds, wait):
    Allowance.objects.all().delete()
    ceiling = guesses.AT_THE_DOOR[0]._replace(limit=1)
    guesses.count((ceiling,), "ann")
    Allowance.objects.update(renews_at=timezone.now() + timedelta(seconds=seconds))
    with pytest.raises(ValidationError) as refusal:
        guesses.count((ceiling,), "ann")
    assert refusal.value.messages == [f"Too many tries. Wait {wait}, then try again."]
