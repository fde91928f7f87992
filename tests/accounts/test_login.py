"""Signing in: neutral words for a refusal, and a way on that stays on this site."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts import people
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

REFUSED = "That name and password don’t match."


@pytest.fixture
def sign_in(client, ann):
    def post(login="ann", password=PASSWORD, query="", **more):
        address = reverse("account_password_login") + query
        return client.post(address, {"login": login, "password": password, **more})

    return post


def test_the_right_password_opens_the_rooms(client, sign_in, ann, home):
    assertRedirects(sign_in(), home, fetch_redirect_response=False)
    assert client.session["_auth_user_id"] == str(ann.pk)


def test_capitals_in_the_username_do_not_matter(sign_in, home):
    assertRedirects(sign_in(login=" Ann "), home, fetch_redirect_response=False)


def test_wide_letters_in_the_username_do_not_matter(sign_in, home):
    assertRedirects(sign_in(login="ａｎｎ"), home, fetch_redirect_response=False)


def test_a_session_outlives_the_browser(client, sign_in):
    sign_in()
    assert client.cookies["sessionid"]["max-age"]


@pytest.mark.parametrize(("login", "password"), [("ann", "wrong"), ("nobody", PASSWORD)])
def test_a_refusal_does_not_say_what_was_wrong(client, sign_in, login, password):
    response = sign_in(login, password)
    assertContains(response, REFUSED)
    field = response.context["form"]["password"].as_widget()
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_password_error"' in field
    assert "autofocus" in field
    assert "_auth_user_id" not in client.session


def test_a_deactivated_person_is_told_so_and_stays_outside(client, sign_in, ann, bob):
    people.hand_over_site(by=ann, to=bob)
    ann.refresh_from_db()
    people.deactivate(ann)
    response = sign_in()
    assertRedirects(response, reverse("account_inactive"), fetch_redirect_response=False)
    assertContains(client.get(response.url), "This account is closed")
    assert "_auth_user_id" not in client.session
    assertContains(sign_in(password="wrong"), REFUSED)


def test_too_many_tries_have_to_wait(sign_in):
    for _ in range(5):
        sign_in(password="wrong")
    assertContains(sign_in(), "Too many tries.")


@pytest.mark.parametrize("page", ["account_login", "account_password_login", "account_signup"])
def test_who_is_signed_in_is_led_to_the_rooms(client, sign_in, home, page):
    sign_in()
    assertRedirects(client.get(reverse(page)), home, fetch_redirect_response=False)


def test_the_way_on_is_kept(sign_in):
    response = sign_in(query="?next=/rooms/7/")
    assertRedirects(response, "/rooms/7/", fetch_redirect_response=False)


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_the_way_on_never_leaves_the_site(client, sign_in, home, address):
    assertRedirects(sign_in(next=address), home, fetch_redirect_response=False)
    signed_in = client.get(reverse("account_login"), {"next": address})
    assertRedirects(signed_in, home, fetch_redirect_response=False)


def test_the_way_on_goes_along_to_sign_up(client, ann):
    page = client.get(reverse("account_login"), {"next": "/rooms/7/"})
    assertContains(page, f'href="{reverse("account_signup")}?next=%2Frooms%2F7%2F"')


def test_a_form_from_elsewhere_is_refused(ann):
    strict = Client(enforce_csrf_checks=True)
    form = {"login": "ann", "password": PASSWORD}
    response = strict.post(reverse("account_password_login"), form)
    assertContains(response, "This page is out of date.", status_code=403)
    assert "_auth_user_id" not in strict.session
