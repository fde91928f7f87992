"""Twilio Verify makes the codes and checks them."""

from threading import BoundedSemaphore

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts import sms
from accounts.models import Allowance
from tests.accounts.phone_door import CODE, NUMBER, type_code, type_wrong, wait_over
from tests.services.twilio import CHECKS

pytestmark = pytest.mark.django_db


@pytest.fixture
def verify(twilio, settings):
    """Twilio makes the codes."""
    settings.SMS = "twilio-verify"
    sms.sender.cache_clear()


def test_twilio_verify_makes_and_checks_its_own_codes(ask, twilio, caller, verify):
    client = ask()
    assert ([each.number for each in twilio.verifications], twilio.texts) == ([NUMBER], [])
    assertContains(type_wrong(client, "111111"), "2 tries left")
    type_code(client, twilio.verifications[-1].code)
    assert client.session["_auth_user_id"] == str(caller.pk)


def test_a_check_that_fails_is_no_try(ask, twilio, caller, verify, caplog):
    client = ask()
    for left in ("2 tries left", "1 try left"):
        assertContains(type_wrong(client, "111111"), left)
    twilio.is_broken = True
    code = twilio.verifications[-1].code
    for _ in range(4):
        assertContains(type_code(client, code), "We could not check the code. Try again.")
    assert NUMBER not in caplog.text
    assert Allowance.objects.get(key__startswith="try at a number").spent == 2
    twilio.is_broken = False
    type_code(client, code)
    assert client.session["_auth_user_id"] == str(caller.pk)


def test_a_code_that_was_checked_too_often_is_wrong(ask, twilio, caller, verify):
    client = ask()
    twilio.verifications[-1].checks = CHECKS
    code = twilio.verifications[-1].code
    assertContains(type_wrong(client, code), "2 tries left")


@pytest.mark.parametrize("typed", ["abcdef", "1234567", "１２３４５６", "1234567890123"])
def test_what_is_not_six_digits_is_wrong_and_nobody_is_asked(ask, twilio, caller, verify, typed):
    assertContains(type_wrong(ask(), typed), "2 tries left")
    assert not [each for each in twilio.asked if each.path.endswith("/VerificationCheck")]


def test_a_code_may_be_typed_with_a_space(ask, twilio, caller, verify):
    client = ask()
    code = twilio.verifications[-1].code
    type_code(client, f"{code[:3]} {code[3:]}")
    assert client.session["_auth_user_id"] == str(caller.pk)


@pytest.mark.parametrize("is_broken", [False, True])
def test_of_twilio_s_codes_only_the_newest_is_good(ask, twilio, caller, verify, is_broken):
    client = ask()
    old = twilio.verifications[-1]
    if is_broken:
        old.status = "expired"  # and so cannot be cancelled
    wait_over()
    client.post(reverse(CODE), {"resend": ""})
    new = twilio.verifications[-1]
    assert old.code != new.code
    assertContains(type_wrong(client, old.code), "2 tries left")
    type_code(client, new.code)
    assert client.session["_auth_user_id"] == str(caller.pk)


def test_a_code_of_twilio_s_is_for_the_browser_that_asked(ask, twilio, caller, verify):
    first, second = ask(), (wait_over(), ask())[1]
    wait_over()
    second.post(reverse(CODE), {"resend": ""})
    assertContains(type_wrong(first, twilio.verifications[-1].code), "2 tries left")
    type_code(second, twilio.verifications[-1].code)
    assert second.session["_auth_user_id"] == str(caller.pk)


def test_a_slow_check_does_not_hold_all_the_threads(ask, twilio, caller, verify, monkeypatch):
    client = ask()
    code = twilio.verifications[-1].code
    monkeypatch.setattr(sms, "SLOT_WAIT", 0.01)
    monkeypatch.setattr(sms, "_slots", BoundedSemaphore(1))
    with sms._slots:
        assertContains(type_code(client, code), "We could not check the code. Try again.")
    type_code(client, code)
    assert client.session["_auth_user_id"] == str(caller.pk)
