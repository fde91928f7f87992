"""What is found, by whom, and what never is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from chat.actions.direct_rooms import direct_room
from chat.actions.indexing import index_again
from chat.actions.members import add_member, ban_member, remove_member
from chat.actions.messages import delete_message, edit_message
from chat.actions.room_life import delete_room
from chat.actions.rooms import closed_room
from chat.models import Attachment, Membership, Message, SearchEntry
from chat.search import postgresql
from chat.search.results import PAGE, results_for
from chat.sidebar import rows_for
from tests.cast import membership, person, room_of, say

pytestmark = pytest.mark.django_db

CANARY = "kanarienvogel"


def found(user, typed: str, **narrowed) -> list[str]:
    results = results_for(user, typed, rows_for(user.pk), **narrowed)
    return [each.message.body for each in results.found]


def found_at_last(user, typed: str, before: int | None = None) -> list[str]:
    """With all that is further back: a long search answers in parts."""
    bodies = []
    while True:
        results = results_for(user, typed, rows_for(user.pk), before=before)
        bodies += [each.message.body for each in results.found]
        assert before is None or results.before is None or results.before < before
        if results.before is None:
            return bodies
        before = results.before


def sent(message: Message, at: datetime) -> None:
    """As if it had been said at another time."""
    Message.objects.filter(pk=message.pk).update(sent_at=at)
    message.refresh_from_db()
    index_again(ids=[message.pk])


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("harbour", True),
        ("HÁRBOUR", True),
        ("harb", True),
        ("harb seven", False),
        ("seven harb", True),
        ('"harb"', False),
        ('"the harbour at"', True),
        ('"harbour the"', False),
        ("harbour zebra", False),
        ("cafe", True),
        ("example.org/maps", True),
        ("bold", True),
        ("京都", True),
        ("都", True),
        ("東都", False),
        ("html", False),
        ("NEAR(harbour) OR *", False),
        ("' OR 1=1 --", False),
        ("\ue000r1", False),
        ("🎉", False),
    ],
)
def test_words_find_a_message(ann, room, typed, is_found):
    body = "At the harbour at seven: **bold** café, https://example.org/maps 東京都 🎉"
    say(ann, room, body)
    assert found(ann, typed) == [body] * is_found


@pytest.mark.parametrize(
    "typed", ["'", '"', "\\", "(", "a:*", "^a", "a AND", "{x}", "%s %", "a" * 200]
)
def test_garbage_is_no_error(ann, room, typed):
    found(ann, typed)
    found(ann, f'"{typed}')


def test_the_newest_comes_first_and_pages_go_on(ann, room):
    for number in range(PAGE + 3):
        say(ann, room, f"same {number}")
    first = results_for(ann, "same", rows_for(ann.pk))
    assert [each.message.body for each in first.found] == [
        f"same {number}" for number in reversed(range(3, PAGE + 3))
    ]
    assert found(ann, "same", before=first.before) == ["same 2", "same 1", "same 0"]
    assert results_for(ann, "same", rows_for(ann.pk), before=first.before).before is None


def test_by_somebody_in_a_room(ann, bob, room):
    other = room_of(ann, bob, name="Crew quarters")
    say(ann, room, "one tea")
    say(bob, room, "two tea")
    say(bob, other, "three tea")
    assert found(ann, "tea from:bob") == ["three tea", "two tea"]
    assert found(bob, "tea from:me") == ["three tea", "two tea"]
    assert found(ann, "from:@bob from:ANN tea") == ["three tea", "two tea", "one tea"]
    assert found(ann, 'tea in:"launch week"') == ["two tea", "one tea"]
    assert found(ann, "tea in:crew") == ["three tea"]
    assert found(ann, f"tea in:#{other.pk}") == ["three tea"]
    assert found(ann, "in:crew") == ["three tea"]
    assert found(ann, "tea", room_id=other.pk) == ["three tea"]
    assert found(ann, "tea from:nobody") == found(ann, "tea in:nowhere") == []


def test_a_direct_room_goes_by_the_name_of_the_other(ann, bob):
    say(bob, direct_room(people=[ann, bob]), "between us")
    assert found(ann, "in:bob between") == ["between us"]
    assert found(bob, "in:ann between") == ["between us"]


def test_by_day_of_whoever_asks(ann, room):
    Message.objects.update(sent_at=datetime(2025, 11, 30, tzinfo=UTC))  # what the room said first
    for body, day in {"first": 1, "second": 2, "third": 3}.items():
        sent(say(ann, room, f"{body} day"), datetime(2025, 12, day, 23, 30, tzinfo=UTC))
    assert found(ann, "day before:2025-12-02") == ["first day"]
    assert found(ann, "day after:2025-12-02") == ["third day"]
    assert found(ann, "day after:2025-12-01 before:2025-12-03") == ["second day"]
    east = ZoneInfo("Asia/Tokyo")
    assert found(ann, "day before:2025-12-02", zone=east) == []
    assert found(ann, "after:2025-12-03", zone=east) == ["third day"]
    assert found(ann, "day after:2031-01-01") == found(ann, "day before:1999-01-01") == []


def test_with_something_in_it(ann, room):
    say(ann, room, "see https://example.org")
    for kind in (Attachment.Kind.IMAGE, Attachment.Kind.FILE):
        message = say(ann, room, f"see the {kind}")
        Attachment.objects.create(
            room=room, uploader=ann, message=message, kind=kind, name="a", size=1
        )
        message.has_attachments = True
        message.save(update_fields=["has_attachments"])
        index_again(ids=[message.pk])
    assert found(ann, "see has:link") == ["see https://example.org"]
    assert found(ann, "see has:file") == ["see the file", "see the image"]
    assert found(ann, "has:image") == ["see the image"]
    assert found(ann, "has:image has:link") == []


# -- Canaries ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", [CANARY, "from:ann", "in:canary", f"{CANARY} in:canary", "has:link"]
)
def test_nobody_finds_what_is_said_where_they_are_not(ann, bob, cid, room, typed):
    for where in (room_of(ann, name="Canary"), closed_room(by=ann, name="Canary club")):
        say(ann, where, f"{CANARY} https://example.org")
    say(ann, direct_room(people=[ann, bob]), CANARY)
    assert found(cid, typed) == []
    assert found(ann, typed)


@pytest.mark.parametrize("leaving", [remove_member, ban_member])
def test_nor_where_they_were(ann, bob, room, leaving):
    say(ann, room, CANARY)
    rows = rows_for(bob.pk)
    assert results_for(bob, CANARY, rows).found
    leaving(by=membership(ann, room), member=membership(bob, room))
    assert found(bob, CANARY) == []
    assert results_for(bob, CANARY, rows).found == []  # rows that were read just before


def test_nor_what_was_said_before_they_may_see(ann, bob, room):
    before = say(ann, room, f"{CANARY} before")
    say(ann, room, f"{CANARY} after")
    Membership.objects.filter(user=bob).update(visible_from_seq=before.seq + 1)
    assert found(bob, CANARY) == [f"{CANARY} after"]
    assert len(found(ann, CANARY)) == 2


def test_nor_what_was_deleted_or_edited_away(ann, room):
    delete_message(message=say(ann, room, f"{CANARY} deleted"), by=ann)
    edit_message(message=say(ann, room, f"{CANARY} edited"), by=ann, body="something else")
    assert found(ann, CANARY) == []
    assert found(ann, "something") == ["something else"]
    assert SearchEntry.objects.count() == 1


def test_nor_what_a_deleted_room_said(ann, room):
    say(ann, room, CANARY)
    delete_room(room=room, by=ann)
    assert not SearchEntry.objects.exists()
    assert found(ann, CANARY) == []


def test_nor_what_was_rolled_back(ann, room):
    with transaction.atomic():
        say(ann, room, CANARY)
        transaction.set_rollback(True)
    say(ann, room, "said after it")
    assert found(ann, CANARY) == []
    assert found(ann, "after") == ["said after it"]


def test_whoever_is_brought_in_finds_it(ann, cid, room):
    say(ann, room, CANARY)
    add_member(by=membership(ann, room), user=cid)
    assert found(cid, CANARY) == [CANARY]


def test_lines_of_the_site_are_not_found(ann, room):
    assert Message.objects.filter(body="joined").exists()
    assert found(ann, "joined") == []


@pytest.mark.parametrize("patience", [postgresql.PATIENCE, 0])
def test_a_message_of_long_ago_is_found_behind_many_others(ann, room, monkeypatch, patience):
    """However far apart their ids are, and in however many parts a long search answers."""
    monkeypatch.setattr(postgresql, "PATIENCE", patience)
    old, new = say(ann, room, f"{CANARY} old"), say(ann, room, f"{CANARY} new")
    newest = new.pk + 30_000_000
    SearchEntry.objects.all().delete()
    Message.objects.filter(pk=new.pk).update(id=newest)
    for message in Message.objects.filter(body__startswith=CANARY):
        index_again(ids=[message.pk])
    assert found_at_last(ann, CANARY) == [f"{CANARY} new", f"{CANARY} old"]
    assert found_at_last(ann, CANARY, before=newest) == [old.body]


def test_many_finds_take_as_few_queries_as_one(ann, django_assert_num_queries):
    for number in range(3):
        each = person(f"p{number}")
        say(each, direct_room(people=[ann, each]), "hello")
    rows = rows_for(ann.pk)
    with django_assert_num_queries(3 if connection.vendor == "postgresql" else 2):
        assert len(results_for(ann, "hello", rows).found) == 3


def test_days_begin_at_the_right_message_of_many(ann, room):
    began = datetime(2025, 1, 1, 12, tzinfo=UTC)
    Message.objects.update(sent_at=began - timedelta(days=1))
    for number in range(40):
        sent(say(ann, room, f"day {number}"), began + timedelta(days=number))
    expired = [Message.objects.get(body=f"day {number}").pk for number in (7, 8, 20)]
    Message.objects.filter(pk__in=expired).delete()  # ids with holes
    assert found(ann, "day after:2025-01-06 before:2025-01-13") == [
        "day 11",
        "day 10",
        "day 9",
        "day 6",
    ]
    assert found(ann, "day before:2025-01-03") == ["day 1", "day 0"]
    assert found(ann, "day after:2025-02-07") == ["day 39", "day 38"]
