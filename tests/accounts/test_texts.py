"""What is texted to whom: how often, what it costs, and what a text says."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts import sms
from accounts.models import Allowance
from tests.accounts.phone_door import CODE, LOGIN, NUMBER, OTHER, type_code, type_wrong, wait_over
from tests.cast import PASSWORD
from texter import metrics

pytestmark = pytest.mark.django_db


def test_only_served_countries_are_texted(ask, twilio, settings):
    settings.SMS_COUNTRIES = ["DE"]
    assertContains(ask("+33 6 12 34 56 78").last, "cannot send texts to that number")
    ask()
    assert len(twilio.texts) == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "Enter your phone number."),
        ("12", "does not look like a phone number"),
        ("letters", "does not look like a phone number"),
        ("1" * 33, "at most 32 characters"),
        ("+1 900 555 0123", "does not look like|cannot send texts"),
        ("0900 1234567", "cannot send texts to that number"),
    ],
)
def test_what_is_no_number_gets_no_text(ask, twilio, number, words):
    page = ask(number).last.content.decode()
    assert any(each in page for each in words.split("|"))
    assert not twilio.texts


def test_two_new_codes_and_no_more(ask, twilio):
    client = ask()
    for _ in range(4):
        wait_over()
        client.post(reverse(CODE), {"resend": "1"})
    assert len(twilio.texts) == 3
    assertNotContains(client.get(reverse(CODE)), "Send a new code")


def test_a_number_is_texted_once_in_half_a_minute(ask, twilio):
    ask()
    assertContains(ask().last, "Wait ")
    assert len(twilio.texts) == 1


def test_a_number_is_texted_five_times_an_hour(ask, twilio):
    for _ in range(7):
        wait_over()
        last = ask()
    assertContains(last.last, "Too many codes. Try again in 60 minutes")
    assert len(twilio.texts) == 5


def test_a_number_is_texted_ten_times_a_day_and_other_doors_stay_open(ask, twilio, ann, caller):
    for _ in range(11):
        Allowance.objects.exclude(key__contains=":86400:").delete()
        last = ask().last
    assertContains(last, "Too many codes for that number today. Use another way in, or try tomo")
    assert len(twilio.texts) == 10
    caller.set_password(PASSWORD)
    caller.save()
    browser = Client()
    browser.post(reverse("account_password_login"), {"login": "bob", "password": PASSWORD})
    assert browser.session["_auth_user_id"] == str(caller.pk)


def test_an_address_is_not_served_without_end(ask, twilio):
    numbers = [f"+49151234567{last:02}" for last in range(18)]
    assert "Too many codes" in [ask(number).last for number in numbers][-1].content.decode()
    assert len(twilio.texts) == 15


def test_one_customer_s_addresses_are_counted_as_one(ask, twilio):
    addresses = [f"2001:db8:1:2::{last:x}" for last in range(1, 19)]
    for last, address in enumerate(addresses):
        ask(f"+49151234567{last:02}", Client(REMOTE_ADDR=address))
    assert len(twilio.texts) == 15


def test_the_days_budget_is_kept_and_cried_over(ask, twilio, monkeypatch, caplog):
    monkeypatch.setattr(sms, "PER_SITE", sms.PER_SITE._replace(limit=2))
    for last in range(4):
        client = ask(f"+49151234567{last:02}")
    assertContains(client.last, "We could not send the text. Try again or use another way in.")
    assert len(twilio.texts) == 2
    assert caplog.text.count("budget") == 1, "an alarm, not a flood of its own"


def test_a_failing_twilio_is_told_in_words(ask, twilio, caplog):
    twilio.is_broken = True
    client = ask()
    assertContains(client.last, "We could not send the text. Try again or use another way in.")
    assert NUMBER not in caplog.text


def test_the_text_can_be_filled_in_by_a_browser(ask, twilio, settings):
    settings.SITE_URL = "https://chat.example.org"
    ask()
    body = twilio.texts[0][1]
    code = twilio.code_for(NUMBER)
    assert body == f"{code} is your texter code.\n\n@chat.example.org #{code}"


def test_developers_read_texts_on_a_page(client, ann, settings, capsys):
    settings.SMS = "console"
    sms.sender.cache_clear()
    client.post(reverse(LOGIN), {"number": NUMBER, "country": "DE"})
    code = re.search(r"#(\d{6})", capsys.readouterr().err)[1]
    assert client.get("/dev/sms/").status_code == 404
    settings.DEBUG = True
    assertContains(client.get("/dev/sms/"), code)


def counted() -> list[float]:
    names = ("codes_sent", "codes_not_sent", "codes_verified")
    return [metrics.REGISTRY.get_sample_value(f"texter_{name}_total") for name in names]


def test_codes_are_counted_and_whose_they_are_is_not(ask, twilio, caller):
    sent, not_sent, verified = counted()
    client = ask()
    type_wrong(client, "000000")
    assert counted() == [sent + 1, not_sent, verified]
    type_code(client, twilio.code_for(NUMBER))
    assert counted() == [sent + 1, not_sent, verified + 1]
    twilio.is_broken = True
    ask(OTHER)
    assert counted() == [sent + 1, not_sent + 1, verified + 1]
