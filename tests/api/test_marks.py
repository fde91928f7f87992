"""Reactions, pins, saved messages, reading and files over the API."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chat.models import Attachment
from tests import files
from tests.cast import membership, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def bobs(program, bob, room):
    return program(bob)


def test_one_answers_by_emoji_and_takes_it_back(bobs, ann, bob, room):
    address = f"/messages/{say(ann, room, 'Cake?').pk}/reactions/🎉"
    for _ in range(2):
        assert bobs.put(address).json()["reactions"] == [
            {"emoji": "🎉", "count": 1, "users": [bob.pk]}
        ]
    assert bobs.delete(address).json()["reactions"] == []


@pytest.mark.parametrize("emoji", ["yes", "%00", "%ED%A0%80", "👍👍", "x" * 2_000])
def test_what_is_no_emoji_is_refused(bobs, ann, room, emoji):
    refused = bobs.put(f"/messages/{say(ann, room, 'Cake?').pk}/reactions/{emoji}")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_reaction")


def test_pins_are_listed(program, bobs, ann, room):
    first, second = say(ann, room, "a"), say(ann, room, "b")
    for message in (first, second):
        assert program(ann).put(f"/messages/{message.pk}/pin").json()["pinned_at"]
    listed = bobs.get(f"/rooms/{room.pk}/pins").json()
    assert [each["id"] for each in listed["items"]] == [second.pk, first.pk]
    assert program(ann).delete(f"/messages/{first.pk}/pin").json()["pinned_at"] is None
    assert len(bobs.get(f"/rooms/{room.pk}/pins").json()["items"]) == 1


def test_what_one_saves_is_listed_for_oneself(program, bobs, ann, room):
    kept = [say(ann, room, body).pk for body in "abc"]
    for message_id in kept:
        assert bobs.put(f"/messages/{message_id}/saved").status_code == 204
    page = bobs.get("/saved", limit=2).json()
    assert [each["id"] for each in page["items"]] == kept[:0:-1]
    rest = bobs.client.get(page["next"]).json()
    assert ([each["id"] for each in rest["items"]], rest["next"]) == (kept[:1], None)
    assert program(ann).get("/saved").json()["items"] == []
    assert bobs.delete(f"/messages/{kept[0]}/saved").status_code == 204
    assert len(bobs.get("/saved").json()["items"]) == 2


def test_one_reads_up_to_a_place_and_from_it_again(bobs, ann, bob, room):
    messages = [say(ann, room, body) for body in "abc"]
    assert bobs.put(f"/rooms/{room.pk}/read", {"seq": messages[0].seq}).status_code == 204
    assert membership(bob, room).unread == 2
    assert bobs.put(f"/messages/{messages[2].pk}/read").status_code == 204
    assert membership(bob, room).unread == 0
    assert bobs.post(f"/messages/{messages[1].pk}/unread").status_code == 204
    assert membership(bob, room).unread == 2


@pytest.mark.parametrize(
    "body", [{}, {"seq": -1}, {"seq": "a"}, {"seq": 2**63}, {"seq": 1, "x": 1}]
)
def test_a_place_is_a_seq(bobs, room, body):
    assert bobs.put(f"/rooms/{room.pk}/read", body).status_code == 422


def test_who_has_read_is_told(program, bobs, ann, bob, room):
    message = say(ann, room, "a")
    assert program(ann).get(f"/messages/{message.pk}/receipts").json()["items"] == []
    bobs.put(f"/messages/{message.pk}/read")
    seen = program(ann).get(f"/messages/{message.pk}/receipts").json()["items"]
    assert [(each["user"]["id"], each["seq"]) for each in seen] == [(bob.pk, message.seq)]


def test_who_hides_their_reading_is_told_of_nobodys(program, ann, room):
    ann.shares_receipts = False
    ann.save()
    refused = program(ann).get(f"/messages/{say(ann, room, 'a').pk}/receipts")
    assert (refused.status_code, refused.json()["code"]) == (403, "receipts_off")


def test_a_search_finds_what_one_may_read(bobs, program, ann, cid, room):
    for body in ("blue moon", "red moon", "sun"):
        say(ann, room, body)
    page = bobs.get("/search", q="moon", limit=1).json()
    assert [each["message"]["body"] for each in page["items"]] == ["red moon"]
    assert page["items"][0]["snippet"] == "red <mark>moon</mark>"
    rest = bobs.client.get(page["next"]).json()
    assert [each["message"]["body"] for each in rest["items"]] == ["blue moon"]
    assert program(cid).get("/search", q="moon").json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"from": "ann"}, 1),
        ({"from": "bob"}, 0),
        ({"from": 'x" in:y'}, 0),
        ({"has": "file"}, 0),
        ({"after": "2001-01-01"}, 1),
        ({"before": "2001-01-01"}, 0),
        ({"room": "{room}"}, 1),
    ],
)
def test_a_search_is_narrowed(bobs, ann, room, query, count):
    say(ann, room, "moon")
    query = {name: value.format(room=room.pk) for name, value in query.items()}
    assert len(bobs.get("/search", q="moon", **query).json()["items"]) == count


@pytest.mark.parametrize(
    "query", [{"has": "money"}, {"before": "soon"}, {"after": "9999-12-31"}, {"cursor": "a"}]
)
def test_a_search_that_makes_no_sense_is_refused(bobs, query):
    assert bobs.get("/search", q="moon", **query).status_code == 422


def test_a_file_waits_for_its_message(bobs, room):
    form = {"file": SimpleUploadedFile("a.txt", b"one"), "key": str(uuid4())}
    waiting = bobs.client.post(f"/api/v1/rooms/{room.pk}/attachments", form)
    assert (waiting.status_code, waiting.json()["name"]) == (201, "a.txt")
    body = {"attachments": [waiting.json()["id"]]}
    said = bobs.post(f"/rooms/{room.pk}/messages", body)
    assert said.json()["attachments"] == [waiting.json()]
    listed = bobs.get(f"/rooms/{room.pk}/files").json()["items"]
    assert listed == [waiting.json() | {"message": said.json()["id"]}]


def test_a_file_that_waits_is_its_owners_alone(program, bobs, ann, bob, room):
    waiting = files.upload(bob, room)
    body = {"body": "Mine", "attachments": [waiting.pk]}
    assert program(ann).post(f"/rooms/{room.pk}/messages", body).json()["code"] == "attachment_gone"
    address = f"/rooms/{room.pk}/attachments/{waiting.pk}"
    assert program(ann).delete(address).status_code == 404
    assert bobs.delete(address).status_code == 204
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("form", [{}, {"file": "text"}, {"key": "1"}])
def test_an_upload_needs_a_file(bobs, room, form):
    assert bobs.client.post(f"/api/v1/rooms/{room.pk}/attachments", form).status_code == 422


def test_a_part_of_a_file_is_told_as_one(bobs, ann, room):
    address = f"/api/v1/attachments/{files.send_file(ann, room, b'0123456789').pk}"
    part = bobs.client.get(address, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.content) == (206, b"234")
    assert part.headers["Content-Range"] == "bytes 2-4/10"
    behind = bobs.client.get(address, headers={"Range": "bytes=20-"})
    assert (behind.status_code, behind.json()["code"]) == (416, "range_not_satisfiable")
    assert behind.headers["Content-Range"] == "bytes */10"
    known = bobs.client.get(address, headers={"If-None-Match": part.headers["ETag"]})
    assert known.status_code == 304


def test_a_picture_comes_smaller_too(bobs, ann, room):
    picture = files.send_file(ann, room, files.picture(), "a.jpg")
    told = bobs.get(f"/messages/{picture.message_id}").json()["attachments"][0]
    assert bobs.client.get(told["thumbnail_url"]).headers["Content-Type"] == "image/webp"
    assert bobs.client.get(f"{told['url']}?size=huge").status_code == 422
    note = files.send_file(ann, room)
    assert bobs.get(f"/attachments/{note.pk}", size="small").status_code == 404
