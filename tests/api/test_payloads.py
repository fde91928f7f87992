"""The bytes that are kept ready say what the description of the API promises."""

import jsonschema_rs
import pytest
from django.test import Client

from chat.actions.deletions import remove_message
from chat.actions.link_previews import keep_preview
from chat.actions.messages import delete_message
from chat.actions.pins import pin_message
from chat.actions.reactions import add_reaction
from chat.actions.saved import save_message
from chat.unfurling import Unfurled
from tests import files
from tests.cast import membership, say

pytestmark = pytest.mark.django_db
URL = "https://example.org/"
LISTS = {
    "/rooms/{room_id}/messages": 12,
    "/messages": 13,  # bob came into the room that everybody is in, too
    "/rooms/{room_id}/changes": 12,
    "/rooms/{room_id}/pins": 1,
    "/rooms/{room_id}/files": 2,
    "/saved": 1,
    "/search": 9,
}


@pytest.fixture
def said(ann, bob, room):
    """A message of every kind; the room's first one is a line of the room itself."""
    said = {kind: say(ann, room, f"word {kind}") for kind in ("text", "pinned", "saved", "reacted")}
    said["mention"] = say(ann, room, "word @bob and @room")
    said["reply"] = say(ann, room, "word", reply_to=said["text"])
    said["file"] = files.send_file(ann, room, body="word").message
    said["picture"] = files.send_file(ann, room, files.picture(), "a.jpg", "word").message
    said["deleted"], said["removed"] = say(ann, room, "word gone"), say(bob, room, "word away")
    said["preview"] = say(ann, room, f"word {URL}")
    keep_preview(message_id=said["preview"].pk, url=URL, found=Unfurled("", "Example", "", b""))
    pin_message(message=said["pinned"], by=ann)
    add_reaction(message=said["reacted"], by=bob, emoji="👍")
    delete_message(message=said["deleted"], by=ann)
    remove_message(message=said["removed"], by=membership(ann, room), reason="no")
    save_message(message=said["saved"], by=bob)
    return said


@pytest.fixture
def strict():
    """The description, in which nothing is told besides what is promised."""
    description = Client().get("/api/v1/openapi.json").json()
    for schema in description["components"]["schemas"].values():
        if schema.get("type") == "object":
            schema["additionalProperties"] = False
            schema["required"] = list(schema["properties"])
    return description


def check(answer, strict: dict, path: str, method: str = "get") -> None:
    promised = strict["paths"][f"/api/v1{path}"][method]["responses"][str(answer.status_code)]
    schema = promised["content"]["application/json"]["schema"]
    assert answer.headers["Content-Type"].partition(";")[0] == "application/json"
    whole = schema | {"components": strict["components"]}
    jsonschema_rs.Draft202012Validator(whole, validate_formats=True).validate(answer.json())


@pytest.mark.parametrize("path", LISTS)
def test_every_kind_of_message_is_as_promised(program, bob, room, said, strict, path):
    asker = program(bob)
    for _ in ("fresh", "kept"):
        query = {"q": "word"} if path == "/search" else {}
        answer = asker.get(path.format(room_id=room.pk), **query)
        assert len(answer.json()["items"]) == LISTS[path]
        check(answer, strict, path)


def test_each_by_itself_is_as_promised(program, bob, said, strict):
    for message in said.values():
        check(program(bob).get(f"/messages/{message.pk}"), strict, "/messages/{message_id}")


def test_what_a_message_carries_is_told(program, bob, room, said):
    items = program(bob).get(f"/rooms/{room.pk}/messages").json()["items"]
    told = {each["id"]: each for each in items}
    is_there = {
        "pinned": lambda each: each["pinned_at"],
        "reacted": lambda each: (
            each["reactions"] == [{"emoji": "👍", "count": 1, "users": [bob.pk]}]
        ),
        "mention": lambda each: each["mentions"] == [bob.pk] and each["mentions_room"],
        "reply": lambda each: each["reply_to"] == said["text"].pk,
        "file": lambda each: each["attachments"][0]["name"] == "notes.txt",
        "picture": lambda each: each["attachments"][0]["thumbnail_url"],
        "deleted": lambda each: (
            (each["body"], each["html"], bool(each["deleted_at"])) == ("", "", True)
        ),
    }
    for kind, holds in is_there.items():
        assert holds(told[said[kind].pk]), kind
    assert items[0]["kind"] == "system"


def test_kept_bytes_change_with_what_they_say(program, ann, bob, room, said):
    asker, address = program(bob), f"/messages/{said['reacted'].pk}"
    assert len(asker.get(address).json()["reactions"]) == 1
    add_reaction(message=said["reacted"], by=ann, emoji="🎉")
    assert [each["emoji"] for each in asker.get(address).json()["reactions"]] == ["👍", "🎉"]
