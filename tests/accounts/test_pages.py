"""Every account and error page keeps the strict content policy and names its one way on."""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template.loader import get_template, render_to_string
from django.urls import URLResolver, get_resolver, reverse
from django.views import defaults
from pytest_django.asserts import assertContains

from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

INLINE = re.compile(
    r"\sstyle=|<style|\son\w+=|<script(?![^>]*(?:\ssrc=|application/json))|javascript:", re.I
)
SIGNED_OUT = [
    "account_login",
    "account_password_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_signup",
    "account_inactive",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]
SIGNED_IN = [
    "account_logout",
    "account_change_password",
    "account_change_phone",
    "account_email",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_activate_totp",
    "new_token",
    "mfa_generate_recovery_codes",
    "account_reauthenticate",
    "socialaccount_connections",
    "settings_security",
    "settings",
    "settings_name",
    "settings_username",
    "settings_bio",
    "settings_photo",
    "settings_appearance",
    "settings_data",
    "delete_account",
]


NEVER_SHOWN = {
    "mfa/index.html",  # its address leads to the settings
    "socialaccount/signup.html",  # whoever another site vouches for is let in without a form
}


def templates_of(patterns) -> set[str]:
    """The pages of all views below these addresses."""
    found = set()
    for each in patterns:
        if isinstance(each, URLResolver):
            found |= templates_of(each.url_patterns)
        else:
            view = getattr(each.callback, "view_class", None)
            found.add(getattr(view, "template_name", None) or "")
    return {name for name in found if name.endswith(".html")}


def test_no_page_is_allauths_own():
    templates = templates_of(get_resolver().url_patterns) - NEVER_SHOWN
    assert "mfa/authenticate.html" in templates
    origins = [get_template(name).origin.name for name in templates]
    assert not [origin for origin in origins if "allauth/templates" in origin]


def assert_is_strict(page: str):
    assert not INLINE.search(page)
    assert page.count("<h1") == 1
    assert re.search(r"<title>[^<]+</title>", page)
    assert len(ids := re.findall(r'\sid="([^"]+)"', page)) == len(set(ids))


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_a_page_for_strangers_has_nothing_inline(client, ann, name):
    response = client.get(reverse(name))
    assert_is_strict(response.content.decode())
    assert "unsafe" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_page_for_people_has_nothing_inline(signed_in, name):
    client = signed_in()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert_is_strict(client.get(reverse(name)).content.decode())


@pytest.mark.parametrize(("theme", "colour"), [("dark", "#0e1014"), ("light", "#f4f1ed")])
def test_a_pinned_theme_also_colours_the_browser(client, ann, theme, colour):
    client.cookies["theme"] = theme
    page = client.get(reverse("account_password_login")).content.decode()
    assert f'data-theme="{theme}"' in page
    assert re.findall(r'name="theme-color" content="([^"]+)"', page) == [colour]


def test_the_page_that_sets_texter_up_has_nothing_inline(client):
    assert_is_strict(client.get(reverse("account_signup")).content.decode())


def test_every_field_has_a_label_that_is_its_own(client, ann):
    page = client.get(reverse("account_signup")).content.decode()
    inputs = re.findall(r'<input(?![^>]*type="hidden")[^>]*\sid="([^"]+)"', page)
    assert inputs == re.findall(r'<label for="([^"]+)"', page)


@pytest.mark.parametrize(
    ("view", "error", "words"),
    [
        (defaults.bad_request, SuspiciousOperation(), "makes no sense"),
        (defaults.permission_denied, PermissionDenied(), "You can’t do that"),
        (defaults.server_error, None, "Something broke"),
    ],
)
def test_an_error_page_renders_without_help(rf, view, error, words):
    request = rf.get("/")
    page = (view(request, error) if error else view(request)).content.decode()
    assert words in page
    assert_is_strict(page)


def test_a_missing_page_leads_strangers_to_sign_in(client):
    response = client.get("/no/such/page/")
    assertContains(response, "Nothing here", status_code=404)
    assertContains(response, reverse("account_login"), status_code=404)


def test_a_missing_page_leads_people_to_their_rooms(signed_in, home):
    response = signed_in().get("/no/such/page/")
    assertContains(response, f'href="{home}"', status_code=404)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429])
def test_a_refusal_speaks_its_own_words(status):
    facts = {"status": status, "words": "That room is full.", "code": "room_full"}
    page = render_to_string("refused.html", facts)
    assert "<p>That room is full.</p>" in page
    assert_is_strict(page)


def test_too_many_requests_have_a_page(client, ann):
    for _ in range(31):
        response = client.post(reverse("account_password_login"))
    assertContains(response, "That was a lot at once", status_code=429)
    assert_is_strict(response.content.decode())
