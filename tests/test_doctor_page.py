"""The doctor in the admin: for who runs the site, at the press of a button."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/admin/doctor/"


@pytest.fixture
def owner(ann, browse_as):
    """Ann's browser, in which she just showed that it is her."""
    client = browse_as(ann)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_the_admin_leads_there(owner):
    assertContains(owner.get("/admin/"), f'href="{PAGE}"')


def test_it_looks_when_told_to(owner, settings):
    settings.SITE_URL = "http://127.0.0.1:1"
    page = owner.get(PAGE)
    assertContains(page, "Look now")
    assertNotContains(page, "What it found")
    page = owner.post(PAGE)
    assertContains(page, "Nothing answers at http://127.0.0.1:1")
    assertContains(page, "Start texter, and let SITE_URL be the address that people type.")
    assertContains(page, '<th scope="row">', count=11)


def test_it_is_for_who_runs_the_site(bob, browse_as, client):
    for ask in ("get", "post"):
        assert getattr(browse_as(bob), ask)(PAGE, follow=True).status_code == 403
        answer = getattr(client, ask)(PAGE, follow=True)
        assert answer.redirect_chain[-1][0].startswith("/accounts/login/")


def test_it_asks_is_it_you(ann, browse_as):
    answer = browse_as(ann).post(PAGE)
    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_it_takes_no_other_method_and_no_stranger_s_form(owner):
    assert owner.put(PAGE).status_code == 405
    owner.handler.enforce_csrf_checks = True
    assert owner.post(PAGE).status_code == 403
