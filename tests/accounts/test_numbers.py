"""A number of somebody who is in: proven before it is theirs, and never their last way in."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts import people, ways
from accounts.models import PhoneNumber, User
from tests.cast import PASSWORD, prove_by_text, together

pytestmark = pytest.mark.django_db

NUMBER = "+4915123456789"
SECURITY = "settings_security"


@pytest.fixture
def client(signed_in):
    client = signed_in()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def add(client, number=NUMBER):
    return client.post(reverse("account_change_phone"), {"number": number, "country": "DE"})


def type_code(client, code):
    return client.post(reverse("account_verify_phone"), {"code": code}, follow=True)


def test_a_proven_number_is_a_way_in(client, twilio, ann):
    assertRedirects(add(client), reverse("account_verify_phone"))
    assertContains(type_code(client, twilio.code_for(NUMBER)), "You can sign in with that number")
    assert PhoneNumber.objects.get().user == ann
    assertContains(client.get(reverse(SECURITY)), "+49 1512 3456789")


def test_an_unproven_one_is_nothing(client, twilio):
    add(client)
    for tries_left in ("2 tries left", "1 try left", "Too many tries"):
        assertContains(type_code(client, "wrong!"), tries_left)
    type_code(client, twilio.code_for(NUMBER))
    assert not PhoneNumber.objects.exists()


def test_another_number_takes_the_place_of_the_old_one(client, twilio, ann):
    people.give_number(user=ann, number="+4915123456780")
    add(client)
    type_code(client, twilio.code_for(NUMBER))
    assert PhoneNumber.objects.get().number == NUMBER


def test_somebody_elses_number_is_not_taken_over(client, twilio, db):
    bob = people.add_person(User(username="bob", name="Bob"))
    people.give_number(user=bob, number=NUMBER)
    add(client)
    page = type_code(client, twilio.code_for(NUMBER))
    assertContains(page, "the way into another account")
    assert PhoneNumber.objects.get().user == bob


def test_the_last_way_in_stays(client, twilio, ann):
    people.give_number(user=ann, number=NUMBER)
    ann.set_unusable_password()
    ann.save()
    client.force_login(ann, "accounts.backends.PasswordBackend")
    prove_by_text(client, twilio, NUMBER)
    page = client.post(reverse("remove_number"), follow=True)
    assertContains(page, "That is your only way in.")
    assert PhoneNumber.objects.exists()


def test_with_another_way_in_it_can_go(client, ann):
    people.give_number(user=ann, number=NUMBER)
    assertContains(client.post(reverse("remove_number"), follow=True), "Your number is removed.")
    assert not PhoneNumber.objects.exists()


@pytest.mark.parametrize("name", ["account_change_phone", "account_verify_phone", "remove_number"])
def test_strangers_are_sent_to_sign_in(db, name):
    assert Client().post(reverse(name)).url.startswith(reverse("account_login"))


def test_without_a_fresh_proof_nothing_changes(browse_as, ann, twilio):
    response = browse_as(ann).post(
        reverse("account_change_phone"), {"number": NUMBER, "country": "DE"}
    )
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not twilio.texts


@pytest.mark.django_db(transaction=True)
def test_of_two_last_ways_let_go_at_once_one_stays(ann, google):
    people.give_number(user=ann, number=NUMBER)
    ann.set_unusable_password()
    ann.save()
    SocialAccount.objects.create(user=ann, provider="google", uid="1")

    def let_go(way, remove):
        def run():
            user = User.objects.get(pk=ann.pk)
            with ways.one_at_a_time(user):
                if ways.can_lose(user, way):
                    remove(user)

        return run

    together(
        let_go(ways.PHONE, people.take_number),
        let_go(ways.OTHER_SITE, lambda user: user.socialaccount_set.all().delete()),
    )
    assert len(ways.ways_in(User.objects.get(pk=ann.pk))) == 1
