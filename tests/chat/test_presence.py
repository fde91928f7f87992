"""Presence in the shared cache: the most present page counts, what is not repeated runs out."""

import pytest

from accounts import profiles
from chat import presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch):
    """Move the clock of what was said."""
    now = presence.time.time()
    return lambda seconds: monkeypatch.setattr(presence.time, "time", lambda: now + seconds)


def test_whoever_said_nothing_is_offline(ann, bob):
    assert presence.statuses([ann.pk, bob.pk]) == {ann.pk: "offline", bob.pk: "offline"}
    assert presence.statuses([]) == {}


def test_one_look_finds_everybody_without_a_query(ann, bob, django_assert_num_queries):
    presence.keep("p1", {ann.pk: "online", bob.pk: "away"})
    with django_assert_num_queries(0):
        assert presence.statuses([ann.pk, bob.pk]) == {ann.pk: "online", bob.pk: "away"}


def test_the_most_present_page_of_all_processes_counts(ann):
    assert presence.keep("p1", {ann.pk: "online"}) == {ann.pk: "online"}
    assert presence.keep("p2", {ann.pk: "away"}) == {}
    assert presence.keep("p1", {ann.pk: "offline"}) == {ann.pk: "away"}
    assert presence.keep("p2", {ann.pk: "offline"}) == {ann.pk: "offline"}


def test_what_a_killed_process_said_runs_out(ann, later):
    presence.keep("killed", {ann.pk: "online"})
    later(presence.KEPT_FOR - 1)
    presence.keep("alive", {ann.pk: "away"})
    later(presence.KEPT_FOR + 1)
    assert presence.status_of(ann.pk) == "away"


def test_who_appears_offline_is_never_written_as_anything_else(ann):
    presence.keep("p1", {ann.pk: "online"})
    profiles.set_visibility(ann, appears_offline=True, shares_receipts=True)
    assert presence.keep("p1", {ann.pk: "online"}) == {ann.pk: "offline"}
    presence.keep("p2", {ann.pk: "away"})
    assert presence.status_of(ann.pk) == "offline"


def test_nor_is_it_told_when_they_were_last_seen(ann):
    profiles.note_seen([ann.pk])
    ann.refresh_from_db()
    seen = ann.last_seen_at
    assert ann.shown_last_seen_at == seen
    profiles.set_visibility(ann, appears_offline=True, shares_receipts=True)
    assert ann.shown_last_seen_at is None
    profiles.note_seen([ann.pk])
    ann.refresh_from_db()
    assert ann.last_seen_at == seen
