"""Every form works as the page gives it: sent whole, with its token, by a browser without scripts."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
WAY_ON = "/rooms/7/"


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def send_form(client: Client, page_name: str, way_on: str = "", **typed):
    """Open the page, type into its form and send that: nothing comes from the address but the page."""
    address = reverse(page_name) + (f"?next={way_on}" if way_on else "")
    page = client.get(address).content.decode()
    return client.post(urlsplit(address).path, dict(HIDDEN.findall(page)) | typed)


def sign_in(client: Client, way_on: str = ""):
    return send_form(client, "account_password_login", way_on, login="ann", password=PASSWORD)


def test_the_sign_in_form_goes_the_way_it_came(strict, ann):
    assertRedirects(sign_in(strict, WAY_ON), WAY_ON, fetch_redirect_response=False)


def test_the_sign_up_form_goes_the_way_it_came(strict, ann):
    typed = {"name": "Bob", "username": "bob", "password1": PASSWORD}
    response = send_form(strict, "account_signup", WAY_ON, **typed)
    assertRedirects(response, WAY_ON, fetch_redirect_response=False)
    assert User.objects.filter(username="bob").exists()


def test_the_sign_out_form_signs_out(strict, ann):
    sign_in(strict)
    assert send_form(strict, "account_logout").status_code == 302
    assert "_auth_user_id" not in strict.session


def test_the_password_form_changes_the_password(strict, ann):
    sign_in(strict)
    typed = {"oldpassword": PASSWORD, "password1": "another good one"}
    assert send_form(strict, "account_change_password", **typed).status_code == 302
    ann.refresh_from_db()
    assert ann.check_password("another good one")
