"""What a person is at: set, run out, cleared; and what others see of their comings and goings."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import people, profiles

pytestmark = pytest.mark.django_db

PAGE = "settings_status"


@pytest.fixture
def choose(browse_as, ann):
    client = browse_as(ann)
    return lambda **choice: client.post(reverse(PAGE), choice)


@pytest.mark.parametrize(("lasts", "minutes"), [("30m", 30), ("1h", 60)])
def test_a_status_lasts_as_long_as_chosen(choose, ann, lasts, minutes):
    assertRedirects(choose(emoji="🎧", text=" Deep  work ", lasts=lasts), reverse(PAGE))
    ann.refresh_from_db()
    assert (ann.status_emoji, ann.status_text) == ("🎧", "Deep work")
    left = ann.status_until - timezone.now()
    assert timedelta(minutes=minutes - 1) < left <= timedelta(minutes=minutes)


def test_today_ends_when_it_does_where_the_person_is(browse_as, ann):
    client = browse_as(ann)
    client.cookies["tz"] = "Asia/Tokyo"
    client.post(reverse(PAGE), {"text": "Here", "lasts": "today"})
    ann.refresh_from_db()
    assert (ann.status_until + timedelta(hours=9)).strftime("%H:%M") == "00:00"
    assert timedelta(0) < ann.status_until - timezone.now() <= timedelta(days=1)


def test_one_that_ran_out_is_not_shown(browse_as, ann):
    profiles.set_status(ann, emoji="", text="Lunch", until=timezone.now() - timedelta(seconds=1))
    assert not ann.has_status
    assertNotContains(browse_as(ann).get(reverse(PAGE)), "Lunch")


def test_it_stays_without_an_end_and_is_cleared(choose, browse_as, ann):
    choose(emoji="", text="Around", lasts="")
    assertContains(browse_as(ann).get(reverse(PAGE)), "Around")
    choose(emoji="", text="Around", clear="yes")
    ann.refresh_from_db()
    assert not ann.has_status


@pytest.mark.parametrize(
    "bad",
    [{"emoji": "abc"}, {"text": "x" * 81}, {"emoji": "🌴" * 17}, {"text": "x", "lasts": "2h"}],
)
def test_what_makes_no_status_is_refused(choose, ann, bad):
    assertContains(choose(**bad), "field__error")
    ann.refresh_from_db()
    assert not ann.has_status


def test_markup_stays_text(choose, browse_as, ann):
    choose(text="<b>bold</b>")
    page = browse_as(ann).get(reverse(PAGE))
    assertNotContains(page, "<b>bold</b>")
    assertContains(page, "&lt;b&gt;bold&lt;/b&gt;")


def test_who_is_signed_out_signs_in_first(client, ann):
    answer = client.post(reverse(PAGE), {"text": "Hi"})
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_a_deleted_person_leaves_no_status(bob):
    profiles.set_status(bob, emoji="🌴", text="On holiday")
    profiles.note_seen([bob.pk])
    gone = people.delete_person(bob)
    assert (gone.status_text, gone.status_emoji, gone.last_seen_at) == ("", "", None)
