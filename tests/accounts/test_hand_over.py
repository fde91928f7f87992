"""The site's owner gives it to somebody else, and to one only."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts import people
from accounts.models import User
from tests.cast import PASSWORD, person, together

pytestmark = pytest.mark.django_db

PAGE = "hand_over_site"


def hand_over(client, heir="bob", password=PASSWORD):
    return client.post(reverse(PAGE), {"heir": heir, "password": password})


def owners() -> list[str]:
    return sorted(User.objects.filter(is_owner=True).values_list("username", flat=True))


def test_the_heir_owns_it_and_the_owner_does_no_more(browse_as, ann, bob):
    client = browse_as(ann)
    assertRedirects(hand_over(client), reverse("settings"))
    ann.refresh_from_db()
    bob.refresh_from_db()
    assert owners() == ["bob"]
    assert (ann.is_staff, ann.is_superuser) == (False, False)
    assert (bob.is_staff, bob.is_superuser) == (True, True)
    assert client.get(reverse("settings_site")).status_code == 404
    assert browse_as(bob).get(reverse("settings_site")).status_code == 200


def test_then_the_account_can_go(browse_as, ann, bob):
    client = browse_as(ann)
    hand_over(client)
    client.post(reverse("delete_account"), {"username": "ann", "password": PASSWORD})
    assert not User.objects.get(pk=ann.pk).is_active


@pytest.mark.parametrize(
    ("heir", "password", "words"),
    [
        ("nobody", PASSWORD, "Nobody here has that username."),
        ("", PASSWORD, "Nobody here has that username."),
        ("ann", PASSWORD, "You own it already."),
        ("gone", PASSWORD, "Nobody here has that username."),
        ("bob", "wrong", "That is not your password."),
        ("bob", "", "That is not your password."),
    ],
)
def test_a_refusal_changes_nothing(browse_as, ann, bob, heir, password, words):
    people.deactivate(person("gone"))
    assertContains(hand_over(browse_as(ann), heir, password), words)
    assert owners() == ["ann"]


def test_others_find_no_such_page(browse_as, ann, bob, client):
    assert browse_as(bob).get(reverse(PAGE)).status_code == 404
    assert hand_over(browse_as(bob)).status_code == 404
    assert hand_over(client).url.startswith(reverse("account_login"))
    assert owners() == ["ann"]


@pytest.mark.django_db(transaction=True)
def test_given_to_two_at_once_it_goes_to_one(ann, bob):
    cid = person("cid")

    def give(heir):
        try:
            return people.hand_over_site(by=ann, to=heir)
        except PermissionDenied:
            return None

    given = together(lambda: give(bob), lambda: give(cid))
    assert len([heir for heir in given if heir]) == 1
    assert len(owners()) == 1
