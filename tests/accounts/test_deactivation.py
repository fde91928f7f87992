"""Shut out, and let in again: with nothing of what was open before."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts import people
from accounts.models import PersonalToken, User
from accounts.tokens import personal
from tests.cast import PASSWORD, person

pytestmark = pytest.mark.django_db


def test_nothing_that_was_signed_in_comes_back(ann):
    bob, client = person("bob"), Client()
    client.post(reverse("account_password_login"), {"login": "bob", "password": PASSWORD})
    _token, text = personal.make_token(bob, "Script")
    people.deactivate(bob)
    people.reactivate(User.objects.get(pk=bob.pk))
    assert client.get(reverse("settings")).status_code == 302
    assert personal.token_for(text) is None
    assert not UserSession.objects.filter(user=bob).exists()
    assert not PersonalToken.objects.exists()


def test_the_owner_cannot_be_shut_out(ann):
    with pytest.raises(PermissionDenied):
        people.deactivate(ann)
    assert User.objects.get(pk=ann.pk).is_active


def test_the_deleted_do_not_come_back(ann, bob):
    gone = people.delete_person(bob)
    with pytest.raises(PermissionDenied):
        people.reactivate(gone)
    assert not User.objects.get(pk=bob.pk).is_active
