"""Lists go on from where they ended, also where whoever stood there has gone or changed meanwhile."""

import json
from base64 import urlsafe_b64encode

import pytest

from accounts import profiles
from accounts.models import User
from chat.actions.memberships import leave_room
from chat.actions.room_life import archive_room, delete_room
from tests import cast
from tests.cast import membership, room_of, say

pytestmark = pytest.mark.django_db

LISTS = ("/rooms/{room}/members", "/rooms/discover", "/rooms", "/users")


@pytest.fixture
def asks(program, ann):
    return program(ann)


def first_and_rest(asks, path: str, between, **query) -> tuple[list[dict], list[dict]]:
    """Two pages, and what happens to the last of the first in between."""
    first = asks.get(path, limit=2, **query).json()
    between(first["items"][-1])
    return first["items"], asks.client.get(first["next"]).json()["items"]


@pytest.mark.parametrize(
    "names", [["dan", "eve", "fay"], ["dan", "dan", "dan"], ["Élan", "İpek", "ß"]]
)
def test_a_member_who_left_leaves_no_gap(asks, ann, room, names):
    for number, name in enumerate(names):
        person = cast.person(f"p{number}")
        profiles.change(person, name=name)
        cast.join_room(room=room, user=person)
    everybody = [
        each["user"]["id"] for each in asks.get(f"/rooms/{room.pk}/members").json()["items"]
    ]

    def leave(last):
        leave_room(membership=membership(User.objects.get(pk=last["user"]["id"]), room))

    pages = first_and_rest(asks, f"/rooms/{room.pk}/members", leave)
    first, rest = [[each["user"]["id"] for each in page] for page in pages]
    assert first + rest == everybody[:4]
    assert len(everybody) == 5


@pytest.mark.parametrize("end", [archive_room, delete_room])
def test_a_room_that_ended_leaves_no_gap(asks, bob, end):
    rooms = {room.pk: room for room in [room_of(bob, name=f"Tea {n}") for n in "abcd"]}
    pages = first_and_rest(
        asks, "/rooms/discover", lambda last: end(room=rooms[last["id"]], by=bob), search="tea"
    )
    assert [each["id"] for page in pages for each in page] == list(rooms)


def test_a_room_that_one_left_leaves_no_gap(asks, ann, bob):
    rooms = {room.pk: room for room in [room_of(bob, ann, name=f"Tea {n}") for n in "abcd"]}
    for room in reversed(rooms.values()):
        say(bob, room, "Tea?")

    def leave(last):
        leave_room(membership=membership(ann, rooms[last["id"]]))

    pages = first_and_rest(asks, "/rooms", leave, search="tea")
    assert [each["id"] for page in pages for each in page] == list(rooms)


def test_a_person_of_another_name_leaves_no_gap(asks, ann, bob, cid):
    cast.person("dan")

    def rename(last):
        profiles.change(User.objects.get(pk=last["id"]), name="Zoe")

    pages = first_and_rest(asks, "/users", rename)
    seen = [each["username"] for page in pages for each in page]
    assert seen == ["ann", "bob", "cid", "dan"]


def packed(told) -> str:
    return urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "after",
    [
        "",
        "7",
        "é",
        "=",
        "x" * 3_000,
        packed({}),
        packed([]),
        packed([0]),
        packed([0, "a\x00", 1]),
        packed(["a\x00", 1]),
        packed(["\ud800", 1]),
        packed([0, "a", 10**30]),
        packed(["a", 10**30]),
    ],
)
def test_a_place_that_no_page_gave_is_refused(asks, room, path, after):
    answer = asks.get(path.format(room=room.pk), after=after)
    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["field"] == "after"


@pytest.mark.parametrize(
    "moment", ["soon", "9999-01-01T00:00:00Z", "0001-01-01T00:00:00+23:00", "2026-11-22T09:00:00"]
)
def test_nor_is_there_such_a_moment(asks, room, moment):
    assert asks.get("/rooms", after=packed([moment, 1])).status_code == 422
