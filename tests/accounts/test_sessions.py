"""Sessions outlive a rotation of SECRET_KEY, and nothing else that should end them."""

import pytest
from allauth.account import signals as allauth_signals
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.test import Client, override_settings
from django.urls import reverse

from accounts import sessions
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

ROTATED = {"SECRET_KEY": "new" * 20}


@pytest.fixture
def old_key(settings) -> str:
    return settings.SECRET_KEY


def stays(client, home) -> bool:
    return client.get(home).url != f"{reverse('account_login')}?next={home}"


def test_a_rotation_signs_nobody_out(signed_in, home, old_key):
    client = signed_in()
    key = client.session.session_key
    with override_settings(**ROTATED, SECRET_KEY_FALLBACKS=[old_key]):
        assert stays(client, home)
        assert client.session.session_key == key, "open sockets know the session by its key"
    with override_settings(**ROTATED, SECRET_KEY_FALLBACKS=[]):
        assert stays(client, home), "seen once with the new key, the old one may go"


def test_a_rotation_without_the_old_key_signs_everybody_out(signed_in, home):
    client = signed_in()
    with override_settings(**ROTATED, SECRET_KEY_FALLBACKS=[]):
        assert not stays(client, home)


def test_a_socket_knows_a_session_that_the_old_key_signed_and_leaves_it_alone(
    signed_in, ann, old_key
):
    client = signed_in()
    signature = client.session[HASH_SESSION_KEY]
    with override_settings(**ROTATED, SECRET_KEY_FALLBACKS=[old_key]):
        assert sessions.user_for(client.session.session_key) == ann
    assert client.session[HASH_SESSION_KEY] == signature


def test_a_session_of_a_backend_that_is_gone_is_nobodys(signed_in):
    client = signed_in()
    with override_settings(
        AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.RemoteUserBackend"]
    ):
        assert sessions.user_for(client.session.session_key) is None


@pytest.mark.parametrize("what_lists", ["the page", "a sign-in"])
def test_a_list_of_sessions_ends_none_that_the_old_key_signed(signed_in, home, old_key, what_lists):
    here, there = signed_in(), signed_in()
    with override_settings(**ROTATED, SECRET_KEY_FALLBACKS=[old_key]):
        signed_in() if what_lists == "a sign-in" else here.get(reverse("settings_security"))
        assert stays(there, home)
        assert stays(here, home)


def test_the_list_forgets_what_is_over(signed_in, ann):
    here, there = signed_in(), signed_in()
    there.session.delete()
    assert [each.session_key for each in sessions.listed(ann)] == [here.session.session_key]
    assert UserSession.objects.count() == 1


def test_a_session_is_listed_whoever_looks_meanwhile(ann):
    """Between signing in and the end of that request somebody else opens the list."""

    def look(sender, user, **kwargs):
        sessions.listed(user)

    allauth_signals.user_logged_in.connect(look)
    try:
        client = Client()
        client.post(reverse("account_password_login"), {"login": "ann", "password": PASSWORD})
    finally:
        allauth_signals.user_logged_in.disconnect(look)
    assert [each.session_key for each in sessions.listed(ann)] == [client.session.session_key]


def test_a_session_in_no_list_is_put_back(signed_in, ann, monkeypatch):
    client = signed_in()
    UserSession.objects.all().delete()
    monkeypatch.setattr(sessions, "SEEN_EVERY", 0)
    client.get(reverse("settings"))
    assert [each.session_key for each in sessions.listed(ann)] == [client.session.session_key]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("end_other_sessions", []),
        ("end_session", [1]),
        ("revoke_token", [1]),
        ("remove_number", []),
    ],
)
def test_what_was_sent_signed_out_leads_on_to_a_page(client, ann, name, args):
    after = client.post(reverse(name, args=args)).url
    assert after == f"{reverse('account_login')}?next={reverse('settings_security')}"
