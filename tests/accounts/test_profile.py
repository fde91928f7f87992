"""The profile: name, username and a few words, each changed by its owner only."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import profiles
from accounts.models import User
from tests.cast import PASSWORD, person, together

pytestmark = pytest.mark.django_db

PAGES = {"settings_name": "name", "settings_username": "username", "settings_bio": "bio"}


@pytest.fixture
def change(browse_as, bob):
    client = browse_as(bob)
    return lambda page, value: client.post(reverse(page), {PAGES[page]: value})


def test_the_page_shows_the_person_and_the_rooms(browse_as, bob):
    page = browse_as(bob).get(reverse("settings"))
    assertContains(page, "<bdi>@bob</bdi>")
    assertContains(page, "General")


@pytest.mark.parametrize(
    ("page", "typed", "kept"),
    [
        ("settings_name", "  Bob\u202e   Smith ", "Bob Smith"),
        ("settings_username", "Bobby", "bobby"),
        ("settings_username", "ｂｏｂ２", "bob2"),
        ("settings_username", "BOB", "bob"),
        ("settings_bio", "I sail.\r\nAnd cook.\x00 ", "I sail.\nAnd cook."),
        ("settings_bio", "a\r\n" * 98 + "ends", "a\n" * 98 + "ends"),
        ("settings_bio", "", ""),
    ],
)
def test_a_change_is_kept_as_it_is_shown(change, bob, page, typed, kept):
    assertRedirects(change(page, typed), reverse("settings"), fetch_redirect_response=False)
    bob.refresh_from_db()
    assert getattr(bob, PAGES[page]) == kept


def test_the_page_says_that_it_is_saved(browse_as, bob):
    page = browse_as(bob).post(reverse("settings_name"), {"name": "Robert"}, follow=True)
    assertContains(page, "Your profile is saved.")
    assertContains(page, "<bdi>Robert</bdi>")


@pytest.mark.parametrize(
    ("page", "typed", "words"),
    [
        ("settings_name", "", "Enter the name people know you by."),
        ("settings_name", "\u200b \u2800", "Enter the name people know you by."),
        ("settings_name", "x" * 61, "at most 60 characters"),
        ("settings_username", "", "Enter a username."),
        ("settings_username", "b", "Use at least 2 characters."),
        ("settings_username", "bob smith", "Use only the letters a to z"),
        ("settings_username", "x" * 151, "at most 150 characters"),
        ("settings_username", "ANN", "Someone here has that username already."),
        ("settings_bio", "x" * 201, "at most 200 characters"),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(change, bob, page, typed, words):
    answer = change(page, typed)
    assertContains(answer, words)
    assertContains(answer, 'aria-invalid="true"')
    bob.refresh_from_db()
    assert (bob.name, bob.username, bob.bio) == ("Bob", "bob", "")


def test_what_a_person_types_stays_text(browse_as, bob):
    profiles.change(bob, name="<b>Bob</b>", bio="<script>alert(1)</script>")
    page = browse_as(bob).get(reverse("settings"))
    assertContains(page, "&lt;script&gt;alert(1)")
    assertNotContains(page, "<b>Bob</b>")


def test_nobody_changes_another_person_or_anything_else(browse_as, ann, bob):
    facts = {"name": "Robert", "username": "ann2", "pk": ann.pk, "user": ann.pk, "is_owner": "on"}
    browse_as(bob).post(reverse("settings_name"), facts)
    ann.refresh_from_db()
    bob.refresh_from_db()
    assert (ann.name, ann.username) == ("Ann", "ann")
    assert (bob.name, bob.username, bob.is_owner) == ("Robert", "bob", False)


def test_the_new_username_signs_in(change, client):
    change("settings_username", "Bobby")
    client.post(reverse("account_password_login"), {"login": "bobby", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_two_who_take_one_username_at_once_leave_one_person_with_it(change, bob, monkeypatch):
    """The slower one finds the name taken only when the row is written."""

    def change_slowly(user, **fields):
        monkeypatch.setattr(profiles, "change", real)
        person("eve")
        return real(user, **fields)

    real = profiles.change
    monkeypatch.setattr(profiles, "change", change_slowly)
    assertContains(change("settings_username", "eve"), "Someone here has that username already.")
    bob.refresh_from_db()
    assert bob.username == "bob"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told_no(browse_as, ann, bob):
    clients = [browse_as(ann), browse_as(bob)]
    answers = together(
        *[
            lambda client=client: client.post(reverse("settings_username"), {"username": "eve"})
            for client in clients
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert User.objects.filter(username="eve").count() == 1


def test_a_failure_of_the_database_is_not_taken_for_a_username(change, monkeypatch):
    def fail(user, **fields):
        raise IntegrityError("something else")

    monkeypatch.setattr(profiles, "change", fail)
    with pytest.raises(IntegrityError):
        change("settings_username", "eve")


@pytest.mark.parametrize("page", ["settings", *PAGES])
def test_who_is_signed_out_signs_in_first(client, ann, page):
    answer = client.get(reverse(page))
    assertRedirects(answer, f"{reverse('account_login')}?next={reverse(page)}")


def test_what_a_stranger_sends_changes_nothing(client, ann):
    answer = client.post(reverse("settings_name"), {"name": "Eve"})
    assertRedirects(answer, f"{reverse('account_login')}?next={reverse('settings')}")
    assert User.objects.get().name == "Ann"


def test_the_profile_itself_takes_nothing(browse_as, ann):
    assert browse_as(ann).post(reverse("settings"), {"name": "Eve"}).status_code == 405
