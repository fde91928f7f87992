"""What every address of a message answers to whom: the whole table, as tests/chat/test_answers.py has
it for the pages. No stranger can tell what is there from what is not."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from chat.actions.members import add_member, ban_member, remove_member
from chat.actions.rooms import closed_room
from chat.api import attachments, marks, messages, reactions, reading, room_messages, search
from chat.models import Room
from tests import cast, files
from tests.cast import membership, say

pytestmark = pytest.mark.django_db

ABSENT = 999_999
STRANGERS = ("outsider", "former", "banned")
DOORS = (attachments, marks, messages, reactions, reading, room_messages, search)
# What is nobody's in particular: it leads to one's own rooms only, by other tests.
OF_ONES_OWN = {("GET", "/messages"), ("GET", "/saved"), ("GET", "/search")}

# (method, path): (body, what a member and the owner get)
TABLE = {
    ("GET", "/rooms/{room}/messages"): (None, 200, 200),
    ("POST", "/rooms/{room}/messages"): ({"body": "hi"}, 201, 201),
    ("GET", "/rooms/{room}/changes"): (None, 200, 200),
    ("POST", "/rooms/{room}/typing"): (None, 204, 204),
    ("PUT", "/rooms/{room}/read"): ({"seq": 1}, 204, 204),
    ("GET", "/rooms/{room}/pins"): (None, 200, 200),
    ("GET", "/rooms/{room}/files"): (None, 200, 200),
    ("POST", "/rooms/{room}/attachments"): ("file", 201, 201),
    ("DELETE", "/rooms/{room}/attachments/{file}"): (None, 404, 404),  # it is sent already
    ("GET", "/attachments/{file}"): (None, 200, 200),
    ("GET", "/messages/{message}"): (None, 200, 200),
    ("PATCH", "/messages/{message}"): ({"body": "hello"}, 403, 200),
    ("DELETE", "/messages/{message}"): (None, 403, 200),
    ("POST", "/messages/{message}/restore"): (None, 403, 200),
    ("PUT", "/messages/{message}/reactions/👍"): (None, 200, 200),
    ("DELETE", "/messages/{message}/reactions/👍"): (None, 200, 200),
    ("PUT", "/messages/{message}/pin"): (None, 403, 200),
    ("DELETE", "/messages/{message}/pin"): (None, 403, 200),
    ("PUT", "/messages/{message}/saved"): (None, 204, 204),
    ("DELETE", "/messages/{message}/saved"): (None, 204, 204),
    ("PUT", "/messages/{message}/read"): (None, 204, 204),
    ("POST", "/messages/{message}/unread"): (None, 204, 204),
    ("GET", "/messages/{message}/receipts"): (None, 200, 200),
    # Of one room, said in the question.
    ("GET", "/messages?room={room}"): (None, 200, 200),
    ("GET", "/search?q=hello&room={room}"): (None, 200, 200),
}


@pytest.fixture
def people(ann, bob, cid):
    """The cast by their part in the closed room "Crew"."""
    parts = {part: cast.person(part) for part in ("former", "banned")}
    return {"owner": ann, "member": bob, "outsider": cid, **parts}


@pytest.fixture
def crew(people):
    room = closed_room(by=people["owner"], name="Crew")
    owners = membership(people["owner"], room)
    for part in ("member", "former", "banned"):
        add_member(by=owners, user=people[part])
    remove_member(by=owners, member=membership(people["former"], room))
    ban_member(by=owners, member=membership(people["banned"], room))
    return Room.objects.get(pk=room.pk)


@pytest.fixture
def ask(program, people, crew):
    """What somebody's program gets from an address; whatever it did is undone."""
    there = {
        "room": crew.pk,
        "message": say(people["owner"], crew, "hello").pk,
        "file": files.send_file(people["owner"], crew).pk,
    }
    programs = {part: program(person) for part, person in people.items()} | {None: program()}

    def ask(part: str | None, door: tuple[str, str], **names):
        method, path = door
        body = TABLE[door][0]
        options = {"data": body or "", "content_type": "application/json"}
        if body == "file":
            options = {"data": {"file": SimpleUploadedFile("a.txt", b"a"), "key": str(uuid4())}}
        if method == "GET":
            options = {}
        with transaction.atomic():
            client = getattr(programs[part].client, method.lower())
            answer = client("/api/v1" + path.format(**there | names), **options)
            transaction.set_rollback(True)
        cache.clear()
        return answer

    return ask


def test_the_table_holds_every_door_of_a_message():
    doors = {
        (method, path.replace("int:", "").replace("_id}", "}"))
        for module in DOORS
        for path, view in module.router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }
    named = {
        (method, path.partition("?")[0].replace("{file}", "{attachment}").replace("👍", "{emoji}"))
        for method, path in TABLE
    }
    assert doors == named | OF_ONES_OWN


def test_members_and_owners_get_what_is_theirs(ask, subtests):
    for door in TABLE:
        with subtests.test(door=door):
            answers = [ask(part, door).status_code for part in ("member", "owner")]
            assert tuple(answers) == TABLE[door][1:]


def test_what_is_there_and_what_is_not_are_the_same_to_strangers(ask, subtests):
    absent = dict.fromkeys(("room", "message", "file"), ABSENT)
    for door in TABLE:
        with subtests.test(door=door):
            for part in STRANGERS:
                real, none = ask(part, door), ask(part, door, **absent)
                assert real.status_code == none.status_code == 404, (part, real.content)
                assert real.content == none.content
                assert real.headers == none.headers
                assert real.headers["Content-Type"] == "application/problem+json"


def test_nobody_finds_what_no_number_names(ask, subtests):
    for door in TABLE:
        with subtests.test(door=door):
            for number in (ABSENT, 0, 2**63 - 1, 2**63, 10**30):
                names = dict.fromkeys(("room", "message", "file"), number)
                expected = 422 if "?" in door[1] and number >= 2**63 else 404
                assert ask("owner", door, **names).status_code == expected, number


def test_who_is_signed_out_learns_nothing(ask, subtests):
    for door in TABLE:
        with subtests.test(door=door):
            real, none = ask(None, door), ask(None, door, room=ABSENT, message=ABSENT, file=ABSENT)
            assert real.status_code == none.status_code == 401
            assert (real.content, real.headers) == (none.content, none.headers)


@pytest.mark.parametrize("door", [each for each in TABLE if each[0] != "GET"], ids=" ".join)
def test_a_token_that_may_only_read_changes_nothing(program, people, door):
    reader = program(people["member"], scope="read")
    method, path = door
    refused = reader._send(method.lower(), path.format(room=1, message=1, file=1), {})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_in_scope")


@pytest.mark.parametrize("door", TABLE, ids=" ".join)
def test_the_wrong_method_is_refused(program, ann, door):
    path = door[1].format(room=1, message=1, file=1)
    refused = program(ann).client.options(f"/api/v1{path}")
    assert (refused.status_code, refused.json()["code"]) == (405, "method_not_allowed")
