"""Answering a message: whom the door lets answer what, and what a retry may differ in."""

from uuid import uuid4

import pytest

from chat.actions.messages import delete_message
from chat.errors import ClientIdConflict, ReplyGone
from chat.models import Message, Room
from tests.cast import room_of, say

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def asked(ann, room):
    return say(ann, room, "Who **brings** the cake?")


def post(browser, room, **fields):
    fields = {"body": "me", "client_id": str(uuid4())} | fields
    return browser.post(f"/rooms/{room.pk}/messages/", fields, headers=HTMX)


def test_a_reply_is_sent_with_what_it_answers(browse_as, bob, room, asked):
    answer = post(browse_as(bob), room, reply_to=asked.pk)
    assert f'data-quotes="{asked.pk}"' in answer.content.decode()
    assert Message.objects.get(body="me").reply_to == asked


def test_an_empty_field_answers_nothing(browse_as, bob, room):
    assert post(browse_as(bob), room, reply_to="").status_code == 200
    assert Message.objects.get(body="me").reply_to is None


def test_another_rooms_message_cannot_be_answered(browse_as, ann, bob, room):
    elsewhere = say(ann, room_of(ann, name="Other"), "secret")
    answers = [post(browse_as(bob), room, reply_to=pk) for pk in (elsewhere.pk, 999_999)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert not Message.objects.filter(body="me").exists()


def test_what_came_before_ones_time_cannot_be_answered(browse_as, bob, room, asked):
    room.memberships.filter(user=bob).update(visible_from_seq=asked.seq + 1)
    assert post(browse_as(bob), room, reply_to=asked.pk).status_code == 404


@pytest.mark.parametrize("word", ["x", "-1", "1e3"])
def test_a_garbled_id_is_refused(browse_as, bob, room, word):
    assert post(browse_as(bob), room, reply_to=word).status_code == 400


def test_deleted_messages_and_lines_of_the_room_cannot_be_answered(
    browse_as, ann, bob, room, asked
):
    delete_message(message=asked, by=ann)
    line = Message.objects.get(room=room, kind=Message.Kind.SYSTEM)
    for gone in (asked, line):
        answer = post(browse_as(bob), room, reply_to=gone.pk)
        assert answer.status_code == 409
        assert answer.content.decode() == "The message you answer is gone. Send yours without it."
    assert Room.objects.get(pk=room.pk).last_seq == asked.seq


def test_a_retry_is_one_even_if_what_it_answers_is_gone_meanwhile(ann, bob, room, asked):
    key = uuid4()
    first = say(bob, room, "me", key, reply_to=asked)
    delete_message(message=asked, by=ann)
    assert say(bob, room, "me", key, reply_to=asked).pk == first.pk
    with pytest.raises(ReplyGone):
        say(bob, room, "me", reply_to=asked)


def test_another_reply_under_the_same_key_is_a_conflict(bob, room, asked):
    other, key = say(bob, room, "and pie?"), uuid4()
    say(bob, room, "me", key, reply_to=asked)
    for reply_to in (other, None):
        with pytest.raises(ClientIdConflict):
            say(bob, room, "me", key, reply_to=reply_to)


def test_without_javascript_the_room_shows_what_is_answered(browse_as, bob, room, asked):
    browser = browse_as(bob)
    page = browser.get(f"/rooms/{room.pk}/?reply_to={asked.pk}").content.decode()
    assert f'name="reply_to" value="{asked.pk}"' in page
    assert "Replying to <bdi>Ann</bdi>" in page
    assert 'dir="auto" data-file="File">Who brings the cake?</span>' in page
    fields = {"body": "  ", "client_id": str(uuid4()), "reply_to": asked.pk}
    again = browser.post(f"/rooms/{room.pk}/messages/", fields).content.decode()
    assert "Write something first." in again
    assert f'name="reply_to" value="{asked.pk}"' in again


def test_without_javascript_a_reply_to_nothing_comes_back_without_it(
    browse_as, ann, bob, room, asked
):
    delete_message(message=asked, by=ann)
    fields = {"body": "me", "client_id": str(uuid4()), "reply_to": asked.pk}
    answer = browse_as(bob).post(f"/rooms/{room.pk}/messages/", fields)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The message you answer is gone." in page
    assert 'name="reply_to" value=""' in page
    assert ">\nme</textarea>" in page or ">me</textarea>" in page


def test_a_room_page_with_a_strangers_message_is_not_found(browse_as, ann, bob, room):
    elsewhere = say(ann, room_of(ann, name="Other"), "secret")
    answer = browse_as(bob).get(f"/rooms/{room.pk}/?reply_to={elsewhere.pk}")
    assert answer.status_code == 404
    assert "secret" not in answer.content.decode()
