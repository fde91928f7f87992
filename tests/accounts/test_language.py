"""Language: a page is in its reader's, where the site speaks it; what is pushed is in the site's."""

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.db import OperationalError
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains

from accounts import people, profiles, sessions
from chat import fragments, message_fragments
from chat.actions.messages import delete_message
from chat.rows import row_of
from tests.cast import PASSWORD, say

pytestmark = pytest.mark.django_db

GERMAN = {
    "Settings": "Einstellungen",
    "Nothing said yet": "Noch nichts gesagt",
    "Message deleted": "Nachricht gelöscht",
    "Deleted person": "Gelöschte Person",
    "New person": "Neue Person",
}
NAMES = ["Deleted person", "New person"]
PAGE = "settings"


@pytest.fixture(autouse=True)
def languages(settings, tmp_path):
    """A site that speaks German, too. What a request leaves active on its thread is forgotten."""
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog = Catalog("de")
    for words, translated in GERMAN.items():
        catalog.add(words, translated)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalog)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    yield
    translation.deactivate()


def language_of(page) -> tuple[str, str]:
    """What the page says of itself, to readers and to programs."""
    word = page.content.decode().partition('<html lang="')[2].partition('"')[0]
    return word, page.headers["Content-Language"]


def test_a_person_reads_their_own_language(browse_as, ann):
    profiles.change(ann, language="de")
    page = browse_as(ann).get(reverse(PAGE), headers={"Accept-Language": "en"})
    assert language_of(page) == ("de", "de")
    assertContains(page, "Einstellungen")


def test_countries_are_named_in_it(browse_as, ann):
    profiles.change(ann, language="de")
    client = browse_as(ann)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assertContains(client.get(reverse("account_change_phone")), "Frankreich")


@pytest.mark.parametrize("language", ["", "fr"])
def test_without_a_language_of_the_site_it_is_the_sites(browse_as, ann, language):
    profiles.change(ann, language=language)
    page = browse_as(ann).get(reverse(PAGE), headers={"Accept-Language": "de"})
    assert language_of(page) == ("en", "en")


@pytest.mark.parametrize(("wanted", "spoken"), [("de-AT,de;q=0.9", "de"), ("fr", "en"), ("", "en")])
def test_a_stranger_reads_what_the_browser_wants(client, ann, wanted, spoken):
    page = client.get(reverse("account_login"), headers={"Accept-Language": wanted})
    assert language_of(page) == (spoken, spoken)


def test_a_site_of_one_language_speaks_it_to_everybody(browse_as, ann, settings):
    settings.LANGUAGES = [("en", "English")]
    profiles.change(ann, language="de")
    page = browse_as(ann).get(reverse(PAGE), headers={"Accept-Language": "de"})
    assert language_of(page) == ("en", "en")


def test_one_persons_language_ends_with_their_request(browse_as, ann, bob):
    profiles.change(ann, language="de")
    browse_as(ann).get(reverse(PAGE))
    assert translation.get_language() == "en"
    assert language_of(browse_as(bob).get(reverse(PAGE))) == ("en", "en")


def test_without_a_database_a_person_is_told_in_words(browse_as, ann, monkeypatch):
    client = browse_as(ann)

    def fail(session):
        raise OperationalError

    monkeypatch.setattr(sessions, "user_of", fail)
    assert client.get(reverse(PAGE)).status_code == 503


def test_what_everybody_is_shown_is_in_the_sites_language(ann, room):
    gone = delete_message(message=say(ann, room, "hello"), by=ann)
    with translation.override("de"):
        silent, quiet = fragments.rows([row_of(room, None), row_of(room, gone)])
        deleted = message_fragments.message(gone)
    assert "Nothing said yet" in silent
    assert "Message deleted" in quiet
    assert "Message deleted" in deleted


@pytest.mark.parametrize(
    ("site", "names"), [("en", NAMES), ("de", [GERMAN[name] for name in NAMES])]
)
def test_names_that_texter_gives_are_in_the_site_s_language(settings, bob, site, names):
    settings.LANGUAGE_CODE = site
    with translation.override("en" if site == "de" else "de"):
        given = [people.delete_person(bob).name, people.name_of("")]
    assert given == names
