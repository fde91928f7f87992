"""A new password: keeps the session it was made in, and ends every other."""

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import User
from accounts.signals import rights_lost
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

NEW = "another good one"
PAGE = "account_change_password"


def change(client, old=PASSWORD, new=NEW):
    return client.post(reverse(PAGE), {"oldpassword": old, "password1": new})


def is_signed_in(client) -> bool:
    return client.get(reverse(PAGE)).status_code == 200


def test_a_new_password_keeps_this_session_and_ends_the_others(signed_in, ann):
    here, there = signed_in(), signed_in()
    assertRedirects(change(here), reverse(PAGE), fetch_redirect_response=False)
    assertContains(here.get(reverse(PAGE)), "Your password is changed.")
    assert not is_signed_in(there)
    ann.refresh_from_db()
    assert ann.check_password(NEW)


def test_the_session_gets_a_new_key(signed_in):
    client = signed_in()
    key = client.session.session_key
    change(client)
    assert client.session.session_key != key


def test_rights_are_lost_once(signed_in, ann, lost_rights):
    change(signed_in())
    assert lost_rights == [(ann.pk, None)]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("wrong", NEW, "That is not your current password."),
        (PASSWORD, "short", "too short"),
        (PASSWORD, "", "Enter a password."),
        (PASSWORD, "ann", "too similar to the username"),
    ],
)
def test_a_refusal_changes_nothing(signed_in, ann, old, new, words):
    client = signed_in()
    assertContains(change(client, old, new), words)
    ann.refresh_from_db()
    assert ann.check_password(PASSWORD)
    assert is_signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_the_password_and_the_lost_rights_commit_together(signed_in, ann):
    def fail(**kwargs):
        raise RuntimeError

    client = signed_in()
    client.raise_request_exception = False
    rights_lost.connect(fail)
    try:
        assert change(client).status_code == 500
    finally:
        rights_lost.disconnect(fail)
    assert User.objects.get(pk=ann.pk).check_password(PASSWORD)
    assert is_signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_the_password_and_this_sessions_new_key_commit_together(signed_in, ann, monkeypatch):
    """Else a failure between the two would sign the person out with a password they never saw taken."""

    def fail(session):
        raise RuntimeError

    client = signed_in()
    client.raise_request_exception = False
    monkeypatch.setattr(SessionBase, "cycle_key", fail)
    assert change(client).status_code == 500
    ann.refresh_from_db()
    assert ann.check_password(PASSWORD)
    assert is_signed_in(client)


def test_who_is_signed_out_signs_in_first(client, ann):
    response = client.get(reverse(PAGE))
    assertRedirects(response, f"{reverse('account_login')}?next={reverse(PAGE)}")
