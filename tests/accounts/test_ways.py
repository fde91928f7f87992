"""The last way in stays, whichever it is; with another one, every way can go."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts import people, ways
from accounts.models import User
from tests.cast import PASSWORD, prove_by_text

pytestmark = pytest.mark.django_db

NUMBER = "+4915123456789"
PASSKEY = {"credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}


class OldHasher(PBKDF2PasswordHasher):
    iterations = 2


@pytest.fixture
def bob(bob, google):
    """Comes in by Google alone."""
    SocialAccount.objects.create(user=bob, provider="google", uid="1001")
    bob.set_unusable_password()
    bob.save()
    return bob


def disconnect(client: Client, user: User):
    account = user.socialaccount_set.first()
    url = reverse("socialaccount_connections")
    return client.post(url, {"account": account.pk if account else 1}, follow=True)


def test_the_only_site_stays(bob, browse_as):
    assertContains(disconnect(browse_as(bob), bob), "That is your only way in.")
    assert ways.ways_in(bob) == [ways.OTHER_SITE]


def test_beside_a_phone_a_site_can_go(bob, browse_as, twilio):
    people.give_number(user=bob, number=NUMBER)
    client = browse_as(bob)
    prove_by_text(client, twilio, NUMBER)
    assertContains(disconnect(client, bob), "It no longer signs you in.")
    assert not bob.socialaccount_set.exists()


def test_where_no_texts_are_sent_a_phone_is_no_way_in(bob, browse_as, settings):
    people.give_number(user=bob, number=NUMBER)
    settings.SMS = "off"
    assertContains(disconnect(browse_as(bob), bob), "That is your only way in.")


def test_somebody_elses_site_is_not_removed(bob, ann, browse_as):
    account = bob.socialaccount_set.get()
    url = reverse("socialaccount_connections")
    assertContains(browse_as(ann).post(url, {"account": account.pk}), "not connected to that one")
    assert bob.socialaccount_set.exists()


def test_a_mailed_link_opens(client, ann, mailoutbox):
    EmailAddress.objects.create(user=ann, email="ann@example.org", verified=True, primary=True)
    client.post(reverse("account_reset_password"), {"email": "ann@example.org"})
    link = re.search(r"https?://[^/]+(\S+)", mailoutbox[0].body)[1]
    assertContains(client.get(link, follow=True), "Set a new password")


def test_a_password_that_is_hashed_anew_signs_nobody_out(browse_as, ann):
    old = OldHasher().encode(PASSWORD, "salt")
    User.objects.filter(pk=ann.pk).update(password=old)
    ann.refresh_from_db()
    client = browse_as(ann)
    response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assertRedirects(response, reverse("home"), fetch_redirect_response=False)
    assert User.objects.get(pk=ann.pk).password != old
    assert client.get(reverse("settings")).status_code == 200


def add_factor(user: User, type: str, data: dict) -> None:
    Authenticator.objects.create(user=user, type=type, data=data)


def test_a_passkey_is_no_second_step_elsewhere(ann, client):
    add_factor(ann, Authenticator.Type.WEBAUTHN, PASSKEY)
    client.post(reverse("account_password_login"), {"login": "ann", "password": PASSWORD})
    assert client.get(reverse("settings")).status_code == 200


def test_an_app_is_one(ann, client):
    add_factor(ann, Authenticator.Type.TOTP, {"secret": ""})
    client.post(reverse("account_password_login"), {"login": "ann", "password": PASSWORD})
    assert client.get(reverse("settings")).status_code == 302


REMOVALS = {
    "settings_security": 'action="/accounts/phone/remove/"',
    "mfa_list_webauthn": "/remove/",
    "socialaccount_connections": 'name="account"',
}


def keep_only(user: User, way: str) -> None:
    """One way in, and no other."""
    user.socialaccount_set.all().delete()
    if way == "settings_security":
        people.give_number(user=user, number=NUMBER)
    elif way == "mfa_list_webauthn":
        add_factor(user, Authenticator.Type.WEBAUTHN, PASSKEY | {"name": "Key"})
    else:
        SocialAccount.objects.create(user=user, provider="google", uid="1001")


@pytest.mark.parametrize("page", REMOVALS)
def test_the_only_way_in_is_not_offered_for_removal(bob, browse_as, page):
    keep_only(bob, page)
    client = browse_as(bob)
    shown = client.get(reverse(page)).content.decode()
    assert "Only way in" in shown
    assert REMOVALS[page] not in shown
    bob.set_password(PASSWORD)
    bob.save()
    shown = browse_as(bob).get(reverse(page)).content.decode()
    assert "Only way in" not in shown
    assert REMOVALS[page] in shown
