"""Signing up: a person, signed in at once; the first one owns the site."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts import adapters, people
from accounts.arrivals import admit
from accounts.models import User
from tests.cast import PASSWORD, person

pytestmark = pytest.mark.django_db

BOB = {"name": "Bob Smith", "username": "bob", "password1": PASSWORD}


@pytest.fixture
def sign_up(client):
    return lambda **changes: client.post(reverse("account_signup"), {**BOB, **changes})


def test_sign_up_makes_a_person_and_signs_them_in(client, sign_up, home):
    assertRedirects(sign_up(), home, fetch_redirect_response=False)
    bob = User.objects.get()
    assert (bob.username, bob.name) == ("bob", "Bob Smith")
    assert bob.check_password(PASSWORD)
    assert client.session["_auth_user_id"] == str(bob.pk)


def test_the_first_person_owns_the_site_and_the_second_does_not(client, sign_up):
    sign_up()
    client.logout()
    sign_up(name="Cid", username="cid")
    owners = dict(User.objects.values_list("username", "is_owner"))
    assert owners == {"bob": True, "cid": False}


def test_the_first_page_says_who_owns_the_site(client):
    response = client.get(reverse("account_login"), {"next": "/rooms/7/"})
    assertRedirects(response, reverse("account_signup") + "?next=%2Frooms%2F7%2F")
    assertContains(client.get(response.url), "You’re the first one here, so you will own it.")


def test_later_pages_do_not_offer_the_site(client, ann):
    page = client.get(reverse("account_signup")).content.decode()
    assert "will own" not in page
    assert "Have an account?" in page


def test_a_username_is_kept_in_small_letters(sign_up):
    sign_up(username="BoB")
    assert User.objects.get().username == "bob"


@pytest.mark.parametrize("lookalike", ["ａｎｎ", "Ａｎｎ", "ANN"])
def test_nobody_passes_for_another_by_the_width_or_size_of_letters(ann, sign_up, lookalike):
    assertContains(sign_up(username=lookalike), "Someone here has that username already.")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "username", ["\u0430nn", "jos\u00e9", "ann@example.org", "+4915123456789", "-ann", ".ann"]
)
def test_nobody_passes_for_another(sign_up, username):
    """By letters that look alike, or by a name that is somebody's address or number."""
    sign_up(username=username)
    assert not User.objects.exists()


def test_a_username_does_not_outgrow_its_column(sign_up):
    sign_up(username="\u0130" * 150)
    sign_up(username="\ufdfa" * 150)
    assert not User.objects.exists()


def test_a_name_is_one_plain_line(sign_up):
    sign_up(name="  Bob \u202e  Smith\x07 ")
    assert User.objects.get().name == "Bob Smith"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Enter the name people know you by."),
        ("name", " \u202e ", "Enter the name people know you by."),
        ("name", "\u200b\u2060", "Enter the name people know you by."),
        ("name", "\u3164", "Enter the name people know you by."),
        ("username", "", "Enter a username or an e-mail address to sign in with."),
        ("username", "ANN", "Someone here has that username already."),
        ("username", "a b", "Use only the letters a to z"),
        ("username", "a", "Use at least 2 characters."),
        ("password1", "", "Enter a password."),
        ("password1", "short", "too short"),
        ("password1", "password1", "too common"),
    ],
)
def test_a_refused_field_says_why_and_has_the_cursor(ann, sign_up, field, value, words):
    response = sign_up(**{field: value})
    assertContains(response, words)
    wrong = response.context["form"][field].as_widget()
    assert 'aria-invalid="true"' in wrong
    assert f'aria-describedby="id_{field}' in wrong.replace("_helptext id", "")
    assert "autofocus" in wrong
    assert User.objects.count() == 1


def test_two_who_take_one_username_at_once_leave_one_person(client, sign_up, monkeypatch):
    """The slower one finds the name taken only when the row is written."""

    def admit_slowly(**facts):
        person("bob")
        return admit(**facts)

    monkeypatch.setattr(adapters.accounts, "admit", admit_slowly)
    assertContains(sign_up(), "Someone here has that username already.")
    assert User.objects.count() == 1
    assert "_auth_user_id" not in client.session


def test_a_failure_of_the_database_is_not_taken_for_a_username(client, sign_up, monkeypatch):
    def fail(user):
        raise IntegrityError("something else")

    monkeypatch.setattr(people, "add_person", fail)
    with pytest.raises(IntegrityError):
        sign_up()
