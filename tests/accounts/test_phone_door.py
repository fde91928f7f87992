"""The door for phones: one way in for known and unknown numbers, and few tries."""

import re

import pytest
from django.forms import Select
from django.urls import reverse
from pytest_django.asserts import (
    assertContains,
    assertHTMLEqual,
    assertNotContains,
    assertRedirects,
)

from accounts import people, sms
from accounts.forms.phones import CountrySelect, PhoneForm
from accounts.models import Allowance, PhoneNumber, User
from tests.accounts.phone_door import (
    CODE,
    LOGIN,
    NAME,
    NUMBER,
    OTHER,
    type_code,
    type_wrong,
    wait_over,
)

pytestmark = pytest.mark.django_db


def test_an_unknown_number_becomes_a_person(ask, twilio, ann, home):
    client = ask()
    assertRedirects(client.last, reverse(CODE))
    response = type_code(client, twilio.code_for(NUMBER))
    assertRedirects(response, reverse(NAME))
    assert User.objects.count() == 1, "nobody is added before they said their name"
    response = client.post(reverse(NAME), {"name": " Noor  Haddad "})
    assertRedirects(response, home, fetch_redirect_response=False)
    noor = User.objects.get(name="Noor Haddad")
    assert client.session["_auth_user_id"] == str(noor.pk)
    assert (noor.username, noor.phone.number) == ("noor.haddad", NUMBER)
    assert not noor.has_usable_password()


def test_a_known_number_signs_its_owner_in(ask, twilio, caller, home):
    client = ask()
    response = type_code(client, twilio.code_for(NUMBER))
    assertRedirects(response, home, fetch_redirect_response=False)
    assert client.session["_auth_user_id"] == str(caller.pk)


def test_the_way_on_is_kept_and_stays_here(ask, twilio, caller):
    client = ask(next="/rooms/7/")
    assert client.last.url == f"{reverse(CODE)}?next=%2Frooms%2F7%2F"
    response = type_code(client, twilio.code_for(NUMBER), "?next=/rooms/7/")
    assertRedirects(response, "/rooms/7/", fetch_redirect_response=False)
    wait_over()
    client = ask()
    response = type_code(client, twilio.code_for(NUMBER), "?next=https://evil.example/")
    assert response.url == "/"


def test_known_and_unknown_numbers_get_the_same_answers(ask, caller, ann):
    def answers(number):
        client = ask(number)
        page = client.get(reverse(CODE))
        wrong = type_code(client, "000000")
        told = client.get(wrong.url)
        return [
            (response.status_code, _headers(response), _neutral(response.content, number))
            for response in (client.last, page, wrong, told)
        ]

    assert answers(NUMBER) == answers(OTHER)


def _headers(response) -> dict[str, str]:
    """Without the clock, which may tick between two answers."""
    return {name: text for name, text in response.headers.items() if name != "Expires"}


def _neutral(page: bytes, number: str) -> str:
    text = re.sub(r'value="[A-Za-z0-9]{64}"|data-resend-in="\d+"', "", page.decode())
    return text.replace(number[-2:], "..")


@pytest.mark.parametrize(
    "spelling",
    [
        "+49 1512 3456789",
        "0049 1512 3456789",
        "01512 3456789",
        "1512-345-6789",
        "+49 (0) 1512 3456789",
        "０１５１２３４５６７８９",
    ],
)
def test_however_it_is_spelled_it_is_one_number(ask, twilio, spelling):
    ask(spelling)
    assert [to for to, _ in twilio.texts] == [NUMBER]


def test_a_reload_tries_a_wrong_code_no_second_time(ask, twilio, caller):
    client = ask()
    code = twilio.code_for(NUMBER)
    response = type_code(client, "000000" if code != "000000" else "000001", "?next=/rooms/7/")
    assertRedirects(response, reverse(CODE) + "?next=/rooms/7/")
    for _ in range(4):
        page = client.get(response.url)
    assertContains(page, "2 tries left", count=1)
    assertContains(page, 'aria-invalid="true"')
    assertContains(page, 'aria-describedby="id_code_error"')
    wait_over()
    client.post(reverse(CODE), {"resend": "1"})
    assertNotContains(client.get(reverse(CODE)), "tries left")


def test_three_wrong_tries_end_a_code(ask, twilio, caller):
    client = ask()
    right = twilio.code_for(NUMBER)
    wrong = f"{(int(right) + 1) % 10**6:06}"
    assertContains(type_wrong(client, wrong), "2 tries left")
    assertContains(type_wrong(client, wrong), "1 try left")
    assertRedirects(type_code(client, wrong), reverse(LOGIN))
    assert type_code(client, right).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_once(ask, twilio, caller):
    client = ask()
    code = twilio.code_for(NUMBER)
    type_code(client, code)
    client.post(reverse("account_logout"))
    type_code(client, code)
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_in_the_browser_that_asked_only(ask, twilio, caller):
    ask()
    code = twilio.code_for(NUMBER)
    wait_over()
    other = ask()
    assertContains(type_wrong(other, code), "That code didn’t match.")


def test_a_code_lives_five_minutes(ask, twilio, caller):
    client = ask()
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 301
    session.save()
    response = type_code(client, twilio.code_for(NUMBER))
    assertRedirects(response, reverse(LOGIN), fetch_redirect_response=False)
    assertContains(client.get(response.url), "no longer good")


def test_a_new_code_makes_the_old_one_worthless(ask, twilio, caller):
    client = ask()
    old = twilio.code_for(NUMBER)
    assertContains(client.post(reverse(CODE), {"resend": "1"}, follow=True), "Wait ")
    wait_over()
    assertContains(client.post(reverse(CODE), {"resend": "1"}, follow=True), "on its way")
    new = twilio.code_for(NUMBER)
    if new != old:
        assertContains(type_wrong(client, old), "2 tries left")
    type_code(client, new)
    assert client.session["_auth_user_id"] == str(caller.pk)


def test_tries_at_one_number_are_counted_over_the_day(ask, twilio, caller, monkeypatch):
    monkeypatch.setattr(
        "accounts.texted_codes.TextedCode.tries_a_day",
        sms.PER_NUMBER[0]._replace(what="try at a number", limit=2, seconds=86_400),
    )
    client = ask()
    for _ in range(2):
        type_code(client, "000000")
    wait_over()
    Allowance.objects.filter(key__startswith="text").delete()
    client = ask()
    answer = type_code(client, twilio.code_for(NUMBER))
    assertContains(client.get(answer.url), "Too many tries at this number today. Use another way")
    assert "_auth_user_id" not in client.session


def test_a_squatter_never_gets_the_owner_into_their_account(ask, twilio, ann, signed_in):
    """Mal, who is in, claims the owner's number but has no code for it."""
    mal = signed_in()
    mal.post(reverse("account_change_phone"), {"number": NUMBER, "country": "DE"})
    assert not PhoneNumber.objects.exists(), "a claim is not written down"
    wait_over()
    owner = ask()
    type_code(owner, twilio.code_for(NUMBER))
    owner.post(reverse(NAME), {"name": "Owner"})
    assert PhoneNumber.objects.get().user.name == "Owner"
    assert owner.session["_auth_user_id"] != mal.session["_auth_user_id"]


def test_a_number_found_its_owner_while_somebody_said_their_name(ask, twilio, ann):
    client = ask()
    type_code(client, twilio.code_for(NUMBER))
    people.give_number(user=ann, number=NUMBER)
    assertRedirects(client.post(reverse(NAME), {"name": "Late"}), reverse(LOGIN))
    assert not User.objects.filter(name="Late").exists()


def test_nobody_gets_to_the_name_without_a_proof(client, ann):
    assertRedirects(client.get(reverse(NAME)), reverse(LOGIN))
    assertRedirects(client.post(reverse(NAME), {"name": "Sneaky"}), reverse(LOGIN))
    assertRedirects(client.get(reverse(CODE)), reverse(LOGIN))
    assert User.objects.count() == 1


def test_a_deactivated_owner_stays_outside(ask, twilio, caller):
    people.deactivate(caller)
    response = type_code(ask(), twilio.code_for(NUMBER))
    assertRedirects(response, reverse("account_inactive"), fetch_redirect_response=False)


def test_without_texts_the_door_is_the_password(client, ann, settings):
    settings.SMS = "off"
    response = client.get(reverse(LOGIN), {"next": "/rooms/7/"})
    assertRedirects(response, f"{reverse('account_password_login')}?next=%2Frooms%2F7%2F")
    assertNotContains(client.get(response.url), "Phone</a>")


def test_the_first_person_may_come_by_phone(client, twilio):
    assertContains(client.get(reverse("account_signup")), reverse("account_request_login_code"))
    assert client.get(reverse("account_request_login_code")).status_code == 200
    client.post(reverse("account_request_login_code"), {"number": NUMBER, "country": "DE"})
    type_code(client, twilio.code_for(NUMBER))
    client.post(reverse("account_phone_signup"), {"name": "Noor"})
    first = User.objects.get()
    assert (first.name, first.is_owner) == ("Noor", True)


@pytest.mark.parametrize("typed", ["", "123", "12345 "])
def test_a_code_that_is_not_whole_costs_no_try(ask, twilio, typed):
    client = ask()
    for _ in range(5):
        assertContains(type_code(client, typed), "Enter the 6 digits from the text.")
    assertRedirects(
        type_code(client, twilio.code_for(NUMBER)),
        reverse("account_phone_signup"),
        fetch_redirect_response=False,
    )


def test_countries_are_drawn_as_django_draws_them():
    field = PhoneForm(home="DE")["country"]
    own, theirs = CountrySelect(), Select()
    own.choices = theirs.choices = field.field.choices
    for value in ("DE", "", "<XX>"):
        drawn = [each.render('a"b', value, {"required": True, "id": "c"}) for each in (own, theirs)]
        assertHTMLEqual(*drawn)
