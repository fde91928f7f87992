"""A forgotten password by phone: the number as people write it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import people

pytestmark = pytest.mark.django_db

NUMBER = "+4915123456789"
RESET = "account_reset_password"


@pytest.fixture(autouse=True)
def _number(ann, twilio):
    people.give_number(user=ann, number=NUMBER)


def ask(typed: str, **more):
    return Client().post(reverse(RESET), {"email": typed, **more})


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("+49 1512 3456789", "US"),
        ("+49 1512 3456789", ""),
        ("01512 3456789", "DE"),
        ("1512-345-6789", "DE"),
        ("０１５１２３４５６７８９", "DE"),
    ],
)
def test_a_number_is_read_as_at_the_phone_s_door(twilio, typed, country):
    response = ask(typed, country=country)
    assert response.url.startswith(reverse("account_confirm_login_code"))
    assert [to for to, _ in twilio.texts] == [NUMBER]


def test_the_visitor_s_country_is_chosen_already(twilio):
    page = Client(headers={"accept-language": "de-DE"}).get(reverse(RESET))
    assertContains(page, '<option value="DE" selected>')
    Client(headers={"accept-language": "de-DE"}).post(reverse(RESET), {"email": "01512 3456789"})
    assert [to for to, _ in twilio.texts] == [NUMBER]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": ""}, "Enter your e-mail address or your phone number."),
        ({"email": "ann"}, "Enter an e-mail address or a phone number."),
        ({"email": "12", "country": "DE"}, "does not look like a phone number"),
        ({"email": "01512 3456789", "country": "XX"}, "Select a valid choice"),
        ({"email": "ann@"}, "Enter a valid email address."),
    ],
)
def test_what_is_neither_is_refused_in_words(twilio, fields, words):
    assertContains(Client().post(reverse(RESET), fields), words)
    assert not twilio.texts


def test_where_no_texts_are_sent_only_an_address_is_asked_for(settings, mailoutbox):
    settings.SMS = "off"
    assertNotContains(Client().get(reverse(RESET)), "phone number")
    assertContains(ask(NUMBER), "Enter a valid email address.")
    assertRedirects(ask("ann@example.org"), reverse("account_reset_password_done"))


@pytest.mark.parametrize(("backend", "is_printed"), [("console", True), ("smtp", False)])
def test_the_page_says_where_mail_stands_that_nothing_sends(settings, backend, is_printed):
    settings.MAIL_DELIVERY = f"django.core.mail.backends.{backend}.EmailBackend"
    page = Client().get(reverse("account_reset_password_done"))
    assertContains(page, "a link is on its way")
    assertContains(page, "no mail server yet", count=int(is_printed))
