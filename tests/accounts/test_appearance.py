"""Appearance: the theme goes with the person, and the browser remembers it for sign-in."""

import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import User

pytestmark = pytest.mark.django_db

PAGE = "settings_appearance"


@pytest.fixture
def choose(browse_as, ann):
    client = browse_as(ann)
    return lambda **choice: client.post(reverse(PAGE), choice)


def theme_of(page) -> list[str]:
    return re.findall(r'<html[^>]* data-theme="(\w+)"', page.content.decode())


@pytest.mark.parametrize(("choice", "shown"), [("dark", ["dark"]), ("light", ["light"]), ("", [])])
def test_a_theme_is_kept_for_every_device(choose, browse_as, ann, choice, shown):
    User.objects.update(theme="light")
    assertRedirects(choose(theme=choice), reverse(PAGE), fetch_redirect_response=False)
    page = browse_as(ann).get(reverse(PAGE))
    assert theme_of(page) == shown
    assert re.findall(r'value="(\w*)"[^>]* checked', page.content.decode()) == [choice]


def test_the_choice_of_the_person_outweighs_the_browsers(browse_as, ann):
    client = browse_as(ann)
    client.cookies["theme"] = "dark"
    assert theme_of(client.get(reverse("settings"))) == []


def test_the_browser_keeps_the_theme_after_sign_out(browse_as, ann):
    client = browse_as(ann)
    client.post(reverse(PAGE), {"theme": "dark"})
    client.post(reverse("account_logout"))
    assert theme_of(client.get(reverse("account_login"))) == ["dark"]


def test_a_theme_that_does_not_exist_is_refused(choose, ann):
    answer = choose(theme="pink")
    assertContains(answer, "field__error")
    assert theme_of(answer) == []
    ann.refresh_from_db()
    assert ann.theme == ""


def test_with_one_language_there_is_nothing_to_choose(choose, browse_as, ann):
    assertNotContains(browse_as(ann).get(reverse(PAGE)), 'name="language"')
    choose(theme="dark", language="fr")
    ann.refresh_from_db()
    assert (ann.theme, ann.language) == ("dark", "")


def test_with_several_languages_one_is_chosen(choose, browse_as, ann, settings):
    settings.LANGUAGES = [("en", "English"), ("fr", "Français")]
    assertContains(browse_as(ann).get(reverse(PAGE)), 'name="language"')
    choose(theme="", language="fr")
    ann.refresh_from_db()
    assert ann.language == "fr"
    assertContains(choose(theme="", language="xx"), "field__error")


def test_a_choice_changes_nobody_else(choose, ann, bob):
    choose(theme="dark", user=bob.pk)
    bob.refresh_from_db()
    assert bob.theme == ""


def test_who_is_signed_out_signs_in_first(client, ann):
    answer = client.get(reverse(PAGE))
    assertRedirects(answer, f"{reverse('account_login')}?next={reverse(PAGE)}")
