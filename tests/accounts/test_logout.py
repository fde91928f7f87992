"""Signing out: only on purpose, and all of it or nothing."""

import pytest
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import User

pytestmark = pytest.mark.django_db

LOGOUT = "account_logout"


def test_a_link_only_asks(signed_in):
    client = signed_in()
    assertContains(client.get(reverse(LOGOUT)), "Sign out of texter?")
    assert "_auth_user_id" in client.session


def test_a_post_ends_the_session_and_says_so(signed_in):
    client = signed_in()
    key = client.session.session_key
    response = client.post(reverse(LOGOUT))
    assertRedirects(response, reverse("account_login"), fetch_redirect_response=False)
    assertContains(client.get(response.url), "You’re signed out.")
    assert not client.session.exists(key)


def test_signing_out_twice_does_no_harm(signed_in):
    client = signed_in()
    client.post(reverse(LOGOUT))
    assert client.post(reverse(LOGOUT)).status_code == 302
    assert client.get(reverse(LOGOUT)).status_code == 302


def test_another_session_stays(signed_in, home):
    here, there = signed_in(), signed_in()
    here.post(reverse(LOGOUT))
    assert "_auth_user_id" in there.session
    assertRedirects(here.get(home), f"{reverse('account_login')}?next={home}")


@pytest.mark.django_db(transaction=True)
def test_what_receivers_write_and_the_sessions_end_commit_together(signed_in, ann, monkeypatch):
    """Django tells the receivers first; then the session's end fails."""

    def write(user, **kwargs):
        User.objects.filter(pk=user.pk).update(name="Written")

    def fail(session):
        raise RuntimeError

    client = signed_in()
    client.raise_request_exception = False
    monkeypatch.setattr(SessionBase, "flush", fail)
    user_logged_out.connect(write)
    try:
        assert client.post(reverse(LOGOUT)).status_code == 500
    finally:
        user_logged_out.disconnect(write)
    ann.refresh_from_db()
    assert ann.name == "Ann"
