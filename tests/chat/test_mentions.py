"""Mentions: whom a message names, and how many of them somebody has not read."""

import pytest

from chat import markup, message_fragments, sidebar, text
from chat.actions.memberships import join_room, leave_room
from chat.actions.mentions import note_mentions
from chat.actions.messages import delete_message, edit_message
from chat.actions.places import set_level
from chat.actions.reading import mark_read
from chat.excerpts import excerpts_of
from chat.models import Mention
from chat.sidebar import mentions_in, rows_for, shared_row
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db


def named_in(message) -> set[str]:
    return set(Mention.objects.filter(message=message).values_list("user__username", flat=True))


def row_of(user, room):
    return next(row for row in rows_for(user.pk) if row.room == room)


@pytest.mark.parametrize(
    "body",
    ["@bob", "hi @bob!", "@BOB", "(@bob)", "ask @bob.", "@bob, @bob and @bob", "“@bob”", "a\n@bob"],
)
def test_a_member_is_named(ann, room, body):
    message = say(ann, room, body)
    assert named_in(message) == {"bob"}
    mention = Mention.objects.get()
    assert (mention.room_id, mention.seq) == (room.pk, message.seq)


@pytest.mark.parametrize(
    "body",
    [
        "bob",
        "@bobby",
        "mail bob@bob",
        "write to ann@bob.example",
        "https://example.org/@bob",
        "@ bob",
        "@cid",
        "@nobody",
        "@",
    ],
)
def test_nobody_is_named(ann, room, body):
    assert named_in(say(ann, room, body)) == set()


def test_names_with_dots_and_signs_are_whole(ann, room):
    for name in ("dan", "dan.smith", "dan@work"):
        join_room(room=room, user=cast.person(name))
    assert named_in(say(ann, room, "@dan.smith. please")) == {"dan.smith"}
    assert "dan@work" in named_in(say(ann, room, "@dan@work"))


def test_naming_oneself_counts_for_nothing(ann, room):
    assert named_in(say(ann, room, "@ann is me")) == set()


def test_an_edit_names_anew_and_a_deletion_nobody(ann, bob, room):
    message = say(ann, room, "@bob")
    edit_message(message=message, by=ann, body="nobody")
    assert row_of(bob, room).mentioned == ()
    edit_message(message=message, by=ann, body="@bob again")
    assert row_of(bob, room).mentioned == (message.seq,)
    delete_message(message=message, by=ann)
    assert not Mention.objects.exists()


def test_the_unread_ones_count_and_equal_a_recount(ann, bob, room):
    seqs = [say(ann, room, "@bob").seq for _ in range(3)]
    say(ann, room, "nobody")
    assert sorted(row_of(bob, room).mentioned) == seqs
    mark_read(membership=membership(bob, room), seq=seqs[0])
    assert sorted(row_of(bob, room).mentioned) == seqs[1:]
    assert dict(mentions_in(room.pk, [bob.pk])) == {bob.pk: seqs[:0:-1]}
    row = row_of(bob, room)
    assert (row.badge, row.number) == ("mention", "2")


def test_many_who_are_called_often_each_count_all_of_it(ann, bob, cid, room, monkeypatch):
    monkeypatch.setattr(sidebar, "MOST_MENTIONS", 3)
    monkeypatch.setattr(sidebar, "PEOPLE_AT_ONCE", 2)
    others = [bob, cid, cast.person("dan")]
    for each in others[1:]:
        join_room(room=room, user=each)
    other_room = cast.room_of(ann, bob, name="Other")
    say(ann, other_room, "@bob first")
    said = [say(ann, room, "@room").seq for _ in range(5)]
    mark_read(membership=membership(cid, room), seq=said[2])
    told = dict(mentions_in(room.pk, [each.pk for each in others]))
    assert told == {each.pk: said[:1:-1] for each in others} | {cid.pk: said[:2:-1]}
    for each in others:
        assert list(row_of(each, room).mentioned) == told[each.pk]
    assert len(row_of(bob, other_room).mentioned) == 1


def test_whoever_left_is_told_of_none(ann, bob, room):
    say(ann, room, "@bob")
    leave_room(membership=membership(bob, room))
    assert dict(mentions_in(room.pk, [bob.pk])) == {}
    assert not [row for row in rows_for(bob.pk) if row.room == room]


@pytest.mark.parametrize(
    ("level", "plain", "named"),
    [
        ("everything", ("plain", "1"), ("mention", "1")),
        ("mentions", ("silent", ""), ("mention", "1")),
        ("nothing", ("", ""), ("", "")),
    ],
)
def test_the_level_decides_what_shows(ann, bob, room, level, plain, named):
    set_level(membership=membership(bob, room), level=level)
    say(ann, room, "hello")
    row = row_of(bob, room)
    assert (row.badge, row.number) == plain
    say(ann, room, "@bob")
    row = row_of(bob, room)
    assert (row.badge, row.number) == named


def test_everybody_is_called_at_once(ann, bob, room):
    message = say(ann, room, "@room hello")
    assert named_in(message) == {"bob"}
    assert 'data-person="0">@room<' in message_fragments.message(message)
    assert named_in(say(bob, room, "@Room.")) == {"ann"}


def test_in_a_large_room_only_moderators_call_everybody(ann, bob, room, settings):
    settings.CALLABLE_ROOM_SIZE = 1
    assert named_in(say(bob, room, "@room")) == set()
    assert named_in(say(ann, room, "@room")) == {"bob"}


def test_somebody_named_is_shown_by_the_name_of_now(ann, bob, room):
    message = say(ann, room, "@bob")
    assert ">@Bob</span>" in message_fragments.message(message)
    bob.name = "Robert <b>"
    bob.save()
    assert ">@Robert &lt;b&gt;</span>" in message_fragments.message(message)


def test_an_edit_keeps_whom_it_named_by_a_name_they_gave_up(ann, bob, room):
    message = say(ann, room, "@Bob hi")
    bob.username = "robert"
    bob.save()
    cast.person("bob")
    edited = edit_message(message=message, by=ann, body="hello @bob and @robert")
    assert markup.people_in(edited.html) == {bob.pk}
    assert list(Mention.objects.values_list("user", flat=True)) == [bob.pk]


def test_an_edit_calls_everybody_only_by_who_may(ann, bob, room, settings):
    message = say(bob, room, "@room hi")
    settings.CALLABLE_ROOM_SIZE = 1
    assert markup.people_in(edit_message(message=message, by=bob, body="@room ho").html) == set()


def test_rows_quotes_and_pins_say_the_name_that_the_log_shows(ann, bob, room):
    bob.name = "Robert <b>"
    bob.save()
    asked = say(ann, room, "ask @bob")
    row = row_of(ann, room)
    assert row.preview == "ask @Robert <b>"
    assert "ask @Robert &lt;b&gt;" in shared_row(row.room)
    assert [each.text for each in excerpts_of([asked])] == ["ask @Robert <b>"]
    reply = say(ann, room, "or me", reply_to=asked)
    assert 'dir="auto">ask @Robert &lt;b&gt;</span></a>' in message_fragments.message(reply)
    bob.name = "Rob"
    bob.save()
    assert row_of(ann, room).preview == "or me"
    assert 'dir="auto">ask @Rob</span></a>' in message_fragments.message(reply)


def test_rows_cost_the_same_whomever_they_name(ann, bob, room, django_assert_num_queries):
    say(ann, room, "@bob")
    with django_assert_num_queries(4):
        rows_for(ann.pk)


def test_a_flood_of_names_is_bounded():
    assert len(text.mentioned_in(" ".join(f"@p{n}" for n in range(3_000)), 50)) <= 52


def test_a_message_without_an_at_sign_costs_no_query(ann, room, django_assert_num_queries):
    message = say(ann, room, "nobody in particular")
    with django_assert_num_queries(0):
        note_mentions(message=message, room=room)
