"""Sending, editing and deleting: counters, retries, refusals."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chat.actions.drafts import Draft
from chat.actions.memberships import leave_room
from chat.actions.messages import delete_message, edit_message, send_message
from chat.errors import (
    ClientIdConflict,
    InvalidMessage,
    MessageNotFound,
    NotAllowed,
    RoomNotFound,
)
from chat.models import Message, Room
from tests.cast import membership, say, together

pytestmark = pytest.mark.django_db


def test_a_message_takes_the_next_seq_and_version(ann, room):
    first, second = say(ann, room, "one"), say(ann, room, "two")
    assert (first.seq, first.version) == (2, 2)
    assert (second.seq, second.version) == (3, 3)
    room.refresh_from_db()
    assert (room.last_seq, room.version) == (3, 3)


def test_an_edit_takes_a_version_but_no_seq(ann, room):
    message = edit_message(message=say(ann, room, "helo"), by=ann, body="hello")
    room.refresh_from_db()
    assert (message.seq, message.version) == (2, 3)
    assert (room.last_seq, room.version) == (2, 3)
    assert message.edited_at
    assert Message.objects.get(pk=message.pk).body == "hello"


def test_a_deleted_message_leaves_a_tombstone_without_its_text(ann, room):
    message = delete_message(message=say(ann, room, "secret"), by=ann)
    kept = Message.objects.get(pk=message.pk)
    assert kept.is_deleted
    assert kept.body == ""
    assert kept.version == 3


def test_a_deleted_message_cannot_be_edited_or_deleted_again(ann, room):
    message = say(ann, room, "secret")
    delete_message(message=message, by=ann)
    with pytest.raises(MessageNotFound):
        edit_message(message=message, by=ann, body="back")
    with pytest.raises(MessageNotFound):
        delete_message(message=message, by=ann)


def test_only_the_author_edits_and_deletes(ann, bob, room):
    message = say(ann, room, "mine")
    with pytest.raises(NotAllowed):
        edit_message(message=message, by=bob, body="yours")
    with pytest.raises(NotAllowed):
        delete_message(message=message, by=bob)


def test_a_system_line_cannot_be_edited(bob, room):
    line = Message.objects.get(room=room, kind=Message.Kind.SYSTEM)
    with pytest.raises(NotAllowed):
        edit_message(message=line, by=bob, body="did not join")


def test_a_retry_gives_the_first_message_and_counts_nothing(ann, room):
    key = uuid4()
    first, again = say(ann, room, "once", key), say(ann, room, "once", key)
    assert first.pk == again.pk
    room.refresh_from_db()
    assert (room.last_seq, room.version) == (2, 2)


def test_a_retry_after_an_edit_is_still_a_retry(ann, room):
    key = uuid4()
    first = say(ann, room, "helo", key)
    edit_message(message=first, by=ann, body="hello")
    assert say(ann, room, "helo", key).pk == first.pk


def test_the_same_key_for_another_body_is_refused(ann, room):
    key = uuid4()
    say(ann, room, "one", key)
    with pytest.raises(ClientIdConflict):
        say(ann, room, "two", key)
    room.refresh_from_db()
    assert room.last_seq == 2


def test_two_people_may_use_the_same_key(ann, bob, room):
    key = uuid4()
    assert say(ann, room, "one", key).pk != say(bob, room, "two", key).pk


@pytest.mark.parametrize("body", ["", "  \n ", "\x00\x07"])
def test_an_empty_message_is_refused(ann, room, body):
    with pytest.raises(InvalidMessage):
        say(ann, room, body)


def test_a_message_may_have_10_000_characters_and_no_more(ann, room):
    say(ann, room, "x" * 10_000)
    with pytest.raises(InvalidMessage, match="This one has 10,001"):
        say(ann, room, "x" * 10_001)


def test_who_left_in_the_meantime_cannot_send(bob, room):
    stale = membership(bob, room)
    leave_room(membership=membership(bob, room))
    before = Room.objects.get(pk=room.pk)
    with pytest.raises(RoomNotFound):
        send_message(membership=stale, draft=Draft("still here?"))
    after = Room.objects.get(pk=room.pk)
    assert (after.last_seq, after.version) == (before.last_seq, before.version)


def test_a_rolled_back_send_gives_its_number_back(ann, room):
    with transaction.atomic():
        say(ann, room, "never")
        transaction.set_rollback(True)
    assert say(ann, room, "first").seq == 2


def test_the_database_refuses_a_second_message_with_the_same_seq(ann, room):
    say(ann, room, "one")
    with pytest.raises(IntegrityError):
        Message.objects.create(room=room, author=ann, seq=2, version=9, body="two")


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_no_hole_and_take_no_number_twice(ann, bob, room):
    def writer(person):
        return lambda: [say(person, room, f"{person} {i}") for i in range(10)]

    together(*[writer(person) for person in (ann, bob, ann, bob)])
    messages = Message.objects.filter(room=room).order_by("seq")
    assert [m.seq for m in messages] == list(range(1, 42))
    assert [m.version for m in messages] == list(range(1, 42))
    assert Room.objects.get(pk=room.pk).last_seq == 41


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_once_makes_one_message(ann, room):
    key = uuid4()
    sent = together(*[lambda: say(ann, room, "once", key) for _ in range(4)])
    assert len({message.pk for message in sent}) == 1
    assert Room.objects.get(pk=room.pk).last_seq == 2
