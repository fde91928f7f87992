"""Fragments: nothing about who looks, nothing a person typed becomes markup, rendered once."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.template.loader import get_template
from django.utils.html import strip_tags
from django.utils.translation import override

from chat import log, message_fragments, text
from chat.actions.messages import delete_message, edit_message
from tests.cast import membership, say
from texter import words, zones

pytestmark = pytest.mark.django_db

SHARED = [
    *("chat/_message.html", "chat/_quote.html", "chat/_tombstone.html"),
    *("chat/_row.html", "chat/_seen.html"),
]
VIEWER = ["request", "user.", "csrf", "perms", "membership"]


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_template_names_nothing_of_the_viewer(name):
    source = get_template(name).template.source
    assert not [word for word in VIEWER if word in source]


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<b hx-post="/x" hx-trigger="load">',
        'javascript:alert(1) "quoted" &amp;',
        "</li></ol><form>",
    ],
)
def test_what_a_person_types_stays_text(ann, room, body):
    html = message_fragments.message(say(ann, room, body))
    assert unescape(strip_tags(html.partition('<div class="msg__text')[2])).count(body) == 1
    assert "<script" not in html
    assert "<img src" not in html
    assert "<form" not in html


def test_links_are_clickable_and_say_nothing_of_us(ann, room):
    html = message_fragments.message(say(ann, room, "see https://example.org/a?b=1&c=2."))
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    assert 'target="_blank" rel="nofollow noopener noreferrer"' in html


def test_a_deleted_message_shows_no_trace_of_its_text(ann, room):
    message = say(ann, room, "secret plan")
    message_fragments.message(message)
    html = message_fragments.message(delete_message(message=message, by=ann))
    assert "secret" not in html
    assert "Message deleted" in html


def test_each_version_is_rendered_once(ann, room, monkeypatch):
    message = say(ann, room, "helo")
    rendered = []
    real = message_fragments._render_all
    monkeypatch.setattr(
        message_fragments, "_render_all", lambda batch: rendered.extend(batch) or real(batch)
    )
    first = message_fragments.message(message)
    assert message_fragments.message(message) == first
    edited = edit_message(message=message, by=ann, body="hello")
    assert "hello" in message_fragments.message(edited)
    assert len(rendered) <= 2


def test_a_new_name_shows_in_old_messages(ann, room):
    message = say(ann, room, "hi")
    assert "Ann" in message_fragments.message(message)
    message.author.name = "Anna-Lena"
    assert "Anna-Lena" in message_fragments.message(message)


def test_what_is_pending_is_its_authors_own(ann, bob, room):
    def shown(author, language="en"):
        with override(language):
            return message_fragments.pending_message(room, author)

    assert "Ann" in shown(ann)
    assert "Bob" in shown(bob)
    assert "Ann" not in shown(bob)
    assert "Löschen" in shown(ann, "de")
    assert "Löschen" not in shown(ann)
    for field, value in (("name", "Anna"), ("username", "anna"), ("avatar_version", 7)):
        setattr(ann, field, value)
        assert str(value) in shown(ann), field


def test_groups_are_of_one_author_and_five_minutes(ann, bob, room):
    first, second, third = say(ann, room, "1"), say(ann, room, "2"), say(bob, room, "3")
    assert message_fragments.starts_group(first, None)
    assert not message_fragments.starts_group(second, first)
    assert message_fragments.starts_group(third, second)
    second.sent_at = first.sent_at + timedelta(minutes=5, seconds=1)
    assert message_fragments.starts_group(second, first)


def test_day_lines_stand_in_the_viewers_zone(ann, room):
    messages = [say(ann, room, "before midnight"), say(ann, room, "after midnight")]
    morning = messages[0].sent_at.replace(hour=10, minute=0)
    messages[0].sent_at, messages[1].sent_at = morning, morning + timedelta(hours=2)
    (day,) = log.stretches(messages, zones.zone_named("UTC"))
    at_home = log.stretches(messages, zones.zone_named("Pacific/Auckland"))
    assert day.day
    assert "before midnight" in day.html
    assert "after midnight" in day.html
    assert [bool(each.day) for each in at_home] == [True, True]
    assert ["after midnight" in each.html for each in at_home] == [False, True]


def test_messages_are_told_in_one_until_something_stands_between_them(ann, room):
    messages = [say(ann, room, word) for word in ("one", "two", "three", "four")]
    zone = zones.zone_named("UTC")
    read, unread = log.stretches(messages, zone, first_unread=messages[2].seq)
    assert (bool(read.day), read.is_first_unread) == (True, False)
    assert (unread.day, unread.is_first_unread) == (None, True)
    (whole,) = log.stretches(messages, zone)
    assert whole.html == read.html + unread.html
    (all_new,) = log.stretches(messages, zone, first_unread=messages[0].seq)
    assert all_new.day
    assert all_new.is_first_unread
    assert log.stretches([], zone) == []


@pytest.mark.parametrize("name", ["", "nonsense", "../../etc/passwd", "Europe/Nowhere", "\x00"])
def test_a_zone_that_makes_no_sense_is_the_sites_own(name):
    assert str(zones.zone_named(name)) == "UTC"


def test_pages_of_history_meet_without_gap_or_overlap(settings, ann, room):
    settings.HISTORY_PAGE = 10
    for number in range(34):
        say(ann, room, str(number))
    anns = membership(ann, room)
    page, seen = log.newest_page(anns), []
    while True:
        seen = [message.seq for message in page.messages] + seen
        if page.before is None:
            break
        page = log.page_before(anns, page.before)
    assert seen == list(range(1, 36))
    page, seen = log.page_after(anns, 0), []
    while True:
        seen += [message.seq for message in page.messages]
        if page.after is None:
            break
        page = log.page_after(anns, page.after)
    assert seen == list(range(1, 36))


def test_previews_are_one_short_plain_line():
    assert text.preview("a\n\n b\tc") == "a b c"
    assert len(text.preview("x" * 500)) == text.PREVIEW_LENGTH


def test_the_body_loses_what_cannot_be_seen_and_keeps_its_lines():
    assert words.clean(" \n  a\r\nb\x00\x1b[31m\n ") == "  a\nb[31m"


@pytest.mark.parametrize("nothing", ["\u200b\u200d\ufeff", "\u3164\u2800", "\u0301" * 50, " \n\t"])
def test_a_body_of_which_nothing_shows_is_empty(nothing):
    assert words.clean(nothing) == ""


def test_a_client_id_is_never_a_dom_id(ann, room):
    key = uuid4()
    assert f' id="{key}"' not in message_fragments.message(say(ann, room, "hi", key))
