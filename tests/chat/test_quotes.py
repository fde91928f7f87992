"""Replies: they quote what they answer, as it stands now."""

from functools import partial

import pytest

from chat import message_fragments
from chat.actions import quotes
from chat.actions.messages import delete_message, edit_message
from chat.changes import changes_since
from chat.models import Message, Room
from tests.cast import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(ann, room):
    return say(ann, room, "Who **brings** the cake?")


@pytest.fixture
def reply(bob, room, asked):
    return say(bob, room, "Me", reply_to=asked)


def shown(message) -> str:
    return message_fragments.message(Message.objects.with_author().get(pk=message.pk))


def test_a_reply_quotes_what_it_answers_and_leads_there(asked, reply, room):
    html = shown(reply)
    assert f'/messages/{asked.pk}/#message-{asked.pk}" data-quotes="{asked.pk}"' in html
    assert "Who brings the cake?</span>" in html
    assert "msg__quote" not in shown(asked)


def test_a_reply_starts_a_group(ann, room, asked):
    assert message_fragments.starts_group(say(ann, room, "also", reply_to=asked), asked)


def test_an_edit_reaches_its_quotes(ann, asked, reply, room):
    shown(reply)
    before = Room.objects.get(pk=room.pk).version
    edit_message(message=asked, by=ann, body="Who brings the pie?")
    assert "pie" in shown(reply)
    assert "cake" not in shown(reply)
    changes = changes_since(room.pk, before)
    assert [entry.seq for entry in changes.entries] == [asked.seq, reply.seq]
    assert changes.version == before + 2


def test_a_deletion_reaches_its_quotes(ann, asked, reply):
    delete_message(message=asked, by=ann)
    assert "Message deleted</span>" in shown(reply)
    assert "cake" not in shown(reply)


def test_a_deleted_reply_quotes_nothing(bob, reply):
    assert "msg__quote" not in message_fragments.message(delete_message(message=reply, by=bob))


def test_a_new_name_shows_in_quotes(ann, reply):
    assert "<bdi>Ann</bdi></strong>" in shown(reply)
    ann.name = "Anna"
    ann.save()
    assert "<bdi>Anna</bdi></strong>" in shown(reply)


def test_plain_messages_cost_no_look_at_what_they_carry(ann, room, django_assert_num_queries):
    plain = [say(ann, room, f"{n}") for n in range(3)]
    with django_assert_num_queries(0):
        message_fragments.messages(plain)


@pytest.fixture
def crowd(bob, room, asked, monkeypatch):
    """Eight replies, of which an edit renews so few at once that it takes three more turns."""
    monkeypatch.setattr(quotes, "AT_ONCE", 3)
    monkeypatch.setattr(quotes, "PUSHED", 1)
    return [say(bob, room, f"Me {number}", reply_to=asked).seq for number in range(8)]


def renewed_since(message) -> list[int]:
    later = Message.objects.filter(reply_to=message, version__gt=message.version)
    return list(later.order_by("version").values_list("seq", flat=True))


def test_an_edit_itself_renews_only_the_newest_of_many_replies(ann, asked, crowd):
    assert renewed_since(edit_message(message=asked, by=ann, body="pie")) == crowd[-3:]


@pytest.mark.parametrize("change", [partial(edit_message, body="Who brings pie?"), delete_message])
def test_a_change_reaches_many_quotes_in_the_end(
    ann, asked, room, crowd, change, django_capture_on_commit_callbacks
):
    before = Room.objects.get(pk=room.pk).version
    with django_capture_on_commit_callbacks(execute=True):
        changed = change(message=asked, by=ann)
    assert sorted(renewed_since(changed)) == crowd
    assert renewed_since(changed)[:3] == crowd[-3:]
    changes = changes_since(room.pk, before)
    assert sorted(entry.seq for entry in changes.entries) == [asked.seq, *crowd]
    assert "cake" not in "".join(entry.html for entry in changes.entries)
    assert changes.version == Room.objects.get(pk=room.pk).version == before + 9


def test_a_room_that_is_deleted_between_two_turns_is_left_alone(
    ann, asked, room, crowd, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as after:
        edit_message(message=asked, by=ann, body="pie")
    room.delete()
    for callback in after:
        callback()
    assert not Message.objects.filter(pk=asked.pk).exists()
