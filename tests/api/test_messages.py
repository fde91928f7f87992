"""Messages over the API: said, read, changed, as on the pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.dateparse import parse_datetime

from chat.actions.memberships import leave_room
from chat.actions.messages import delete_message, edit_message
from chat.models import Attachment, Membership, Message
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def bobs(program, bob, room):
    return program(bob)


def numbers(answer) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [each["seq"] for each in answer.json()["items"]]


def follow(asker, answer):
    return asker.client.get(answer.json()["next"])


def test_what_is_said_is_answered_whole(bobs, bob, room):
    answer = bobs.post(f"/rooms/{room.pk}/messages", {"body": "Hi **all**"})
    said = answer.json()
    assert answer.status_code == 201
    assert (said["body"], said["room"], said["author"]["id"]) == ("Hi **all**", room.pk, bob.pk)
    assert "<strong>all</strong>" in said["html"]
    assert Message.objects.get(pk=said["id"]).version == said["version"]
    assert bobs.get(f"/messages/{said['id']}").json() == said


def test_a_repeated_key_gives_the_first_message(bobs, room):
    body = {"body": "once", "client_id": str(uuid4())}
    first, again = (bobs.post(f"/rooms/{room.pk}/messages", body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    other = bobs.post(f"/rooms/{room.pk}/messages", body | {"body": "twice"})
    assert (other.status_code, other.json()["code"]) == (409, "client_id_conflict")
    assert Message.objects.filter(body="once").count() == 1


def test_a_key_that_was_used_before_others_spoke_is_still_a_repeated_one(bobs, ann, room):
    body = {"body": "once", "client_id": str(uuid4())}
    bobs.post(f"/rooms/{room.pk}/messages", body)
    say(ann, room, "meanwhile")
    assert bobs.post(f"/rooms/{room.pk}/messages", body).status_code == 200


def test_an_answer_names_what_it_answers(bobs, ann, room):
    asked = say(ann, room, "When?")
    answer = bobs.post(f"/rooms/{room.pk}/messages", {"body": "Now.", "reply_to": asked.pk})
    assert answer.json()["reply_to"] == asked.pk
    elsewhere = say(ann, cast.room_of(ann, name="Other"), "Who?")
    refused = bobs.post(f"/rooms/{room.pk}/messages", {"body": "I", "reply_to": elsewhere.pk})
    assert (refused.status_code, refused.json()["code"]) == (404, "message_not_found")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"body": ""}, 422),
        ({"body": "\0"}, 422),
        ({"body": "x" * 10_001}, 422),
        ({"body": 7}, 422),
        ({"body": None}, 422),
        ({"body": "\ud800"}, 400),
        ({"body": "hi", "client_id": "one"}, 422),
        ({"body": "hi", "reply_to": "one"}, 422),
        ({"body": "hi", "reply_to": 10**30}, 422),
        ({"body": "hi", "author": 1}, 422),
        ({"body": "hi", "\ud800": 1}, 400),
        ({"body": "hi", "attachments": [1]}, 409),
        ([], 422),
        (None, 400),
        ("hi", 422),
    ],
)
def test_a_bad_body_is_refused_in_words(bobs, room, body, status):
    refused = bobs.post(f"/rooms/{room.pk}/messages", body)
    assert refused.status_code == status, refused.content
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["detail"]


@pytest.mark.parametrize("text", ["{", "\xff", "[" * 100_000, "9" * 10_000, '{"body": NaN}'])
def test_what_is_no_json_is_refused(bobs, room, text):
    address = f"/api/v1/rooms/{room.pk}/messages"
    for method, place in (("post", address), ("put", f"/api/v1/rooms/{room.pk}/read")):
        refused = getattr(bobs.client, method)(place, text, content_type="application/json")
        assert refused.status_code in {400, 422}, refused.content


def test_files_come_with_what_is_said(bobs, room):
    form = {
        "body": "Look",
        "client_id": str(uuid4()),
        "files": [SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("b.txt", b"two")],
    }
    answer = bobs.client.post(f"/api/v1/rooms/{room.pk}/messages", form)
    assert answer.status_code == 201, answer.content
    files = answer.json()["attachments"]
    assert [each["name"] for each in files] == ["a.txt", "b.txt"]
    assert bobs.client.get(files[1]["url"]).content == b"two"
    for file in form["files"]:
        file.seek(0)
    assert bobs.client.post(f"/api/v1/rooms/{room.pk}/messages", form).status_code == 200
    assert Attachment.objects.count() == 2


def test_history_goes_on_by_its_paths(bobs, ann, room):
    for number in range(5):
        say(ann, room, str(number))
    address = f"/rooms/{room.pk}/messages"
    newest = bobs.get(address, limit=2)
    assert numbers(newest) == [5, 6]
    older = follow(bobs, newest)
    assert numbers(older) == [3, 4]
    oldest = follow(bobs, older)
    assert (numbers(oldest), oldest.json()["next"]) == ([1, 2], None)
    later = bobs.get(address, after=1, limit=3)
    assert numbers(later) == [2, 3, 4]
    assert numbers(follow(bobs, later)) == [5, 6]
    around = bobs.get(address, around=3, limit=3)
    assert numbers(around) == [2, 3, 4]
    assert numbers(follow(bobs, around)) == [5, 6]
    assert numbers(bobs.get(address, around=3, limit=1)) == [3]
    assert numbers(bobs.get(address, before=3)) == [1, 2]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 101},
        {"before": "x"},
        {"before": -1},
        {"before": 2, "after": 1},
        {"after": 10**30},
    ],
)
def test_history_takes_one_place_and_a_limit(bobs, room, query):
    assert bobs.get(f"/rooms/{room.pk}/messages", **query).status_code == 422


def test_all_that_one_may_read_is_listed_newest_first(bobs, program, ann, bob, room):
    others = cast.room_of(ann, bob, name="Others")
    hidden = cast.room_of(ann, name="Hidden")
    for place, body in ((room, "a"), (others, "b"), (hidden, "c"), (room, "d")):
        say(ann, place, body)
    first = bobs.get("/messages", limit=2)
    bodies = [each["body"] for each in first.json()["items"]]
    assert bodies == ["d", "b"]
    assert follow(bobs, first).json()["items"][0]["body"] == "a"
    only = bobs.get("/messages", room=room.pk, limit=2)
    assert [each["body"] for each in only.json()["items"]] == ["d", "a"]
    assert len(follow(bobs, only).json()["items"]) == 1
    assert bobs.get("/messages", room=hidden.pk).status_code == 404
    assert bobs.get("/messages", since="yesterday").status_code == 422


def test_what_one_may_not_read_any_more_is_not_listed(bobs, ann, bob, room):
    say(ann, room, "secret")
    Membership.objects.filter(user=bob).update(visible_from_seq=99)
    assert bobs.get("/messages").json()["items"] == []
    leave_room(membership=membership(bob, room))
    assert bobs.get("/messages").json()["items"] == []


@pytest.mark.parametrize("everywhere", [True, False])
def test_times_narrow_what_is_listed(bobs, ann, room, everywhere):
    for body in "abcd":
        say(ann, room, body)
    query = {} if everywhere else {"room": room.pk}
    times = {each["body"]: each["sent_at"] for each in bobs.get("/messages").json()["items"]}
    found = bobs.get("/messages", since=times["b"], until=times["d"], **query).json()
    assert ([each["body"] for each in found["items"]], found["next"]) == (["c", "b"], None)
    later = parse_datetime(times["d"]) + timedelta(seconds=1)
    assert bobs.get("/messages", since=later.isoformat(), limit=1).json()["items"] == []
    page = bobs.get("/messages", until=times["d"], limit=1, **query)
    assert [each["body"] for each in follow(bobs, page).json()["items"]] == ["b"]


def test_one_changes_and_takes_back_what_one_said(bobs, bob, room):
    said = say(bob, room, "helo")
    edited = bobs.patch(f"/messages/{said.pk}", {"body": "hello"}).json()
    assert (edited["body"], bool(edited["edited_at"])) == ("hello", True)
    gone = bobs.delete(f"/messages/{said.pk}").json()
    assert (gone["body"], gone["html"], bool(gone["deleted_at"])) == ("", "", True)
    back = bobs.post(f"/messages/{said.pk}/restore").json()
    assert (back["body"], back["deleted_at"]) == ("hello", None)


def test_nobody_changes_what_others_said(bobs, ann, room):
    said = say(ann, room, "mine")
    for refused in (
        bobs.patch(f"/messages/{said.pk}", {"body": "yours"}),
        bobs.delete(f"/messages/{said.pk}"),
        bobs.post(f"/messages/{said.pk}/restore"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert Message.objects.get(pk=said.pk).body == "mine"


def test_who_keeps_order_removes_with_a_reason(program, ann, bob, room):
    said = say(bob, room, "rude")
    gone = program(ann).delete(f"/messages/{said.pk}", {"reason": "Be kind"})
    assert gone.status_code == 200
    assert Message.objects.get(pk=said.pk).delete_reason == "Be kind"
    assert program(ann).delete(f"/messages/{said.pk}").status_code == 404


def test_what_was_deleted_too_long_ago_stays_away(bobs, bob, room, settings):
    settings.UNDO_SECONDS = -1
    said = say(bob, room, "oops")
    delete_message(message=said, by=bob)
    late = bobs.post(f"/messages/{said.pk}/restore")
    assert (late.status_code, late.json()["code"]) == (410, "too_late")


def test_changes_go_on_by_version(bobs, ann, room):
    first = say(ann, room, "a")
    say(ann, room, "b")
    edit_message(message=first, by=ann, body="a2")
    room.refresh_from_db()
    address = f"/rooms/{room.pk}/changes"
    page = bobs.get(address, limit=2).json()
    assert page["more"] is True
    rest = bobs.get(address, since=page["version"]).json()
    assert (rest["version"], rest["more"]) == (room.version, False)
    assert {each["body"] for each in page["items"] + rest["items"]} >= {"a2", "b"}
    assert bobs.get(address, since=room.version).json()["items"] == []


def test_a_version_the_room_never_had_starts_over(bobs, room):
    answer = bobs.get(f"/rooms/{room.pk}/changes", since=10_000).json()
    assert answer == {"items": [], "version": 0, "more": True}


def test_a_list_of_fifty_takes_few_queries(
    client, program, ann, bob, room, django_assert_max_num_queries
):
    for number in range(49):
        Membership.objects.filter(user=ann).update(paced_to=0)
        say(ann, room, str(number))
    from_login = access_token(client, bob)
    address = f"/api/v1/rooms/{room.pk}/messages"
    ask = {"headers": {"Authorization": f"Bearer {from_login}"}}
    client.get(address, **ask)
    with django_assert_max_num_queries(4):
        answer = client.get(address, **ask)
    assert len(answer.json()["items"]) == 50


def access_token(client, user) -> str:
    answer = client.post(
        "/api/auth/app/v1/auth/login",
        {"username": user.username, "password": cast.PASSWORD},
        content_type="application/json",
    )
    return answer.json()["meta"]["access_token"]
