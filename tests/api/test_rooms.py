"""Rooms of a program's person: listed, found, made, changed and ended."""

import pytest

from accounts import blocks, site_changes
from chat.actions.places import hide_room
from chat.models import Membership, Room
from tests.cast import membership, room_of, say

pytestmark = pytest.mark.django_db


def names(answer) -> list[str]:
    return [each["name"] for each in answer.json()["items"]]


# -- Looking


def test_a_room_is_told_as_its_member_has_it(program, room, ann, bob):
    say(ann, room, "Tea?")
    say(ann, room, f"@{bob.username}, tea?")
    told = program(bob).get(f"/rooms/{room.pk}").json()
    assert (told["unread"], told["mentions"], told["members_count"]) == (2, 1, 2)
    assert (told["role"], told["kind"], told["name"]) == ("member", "open", "Launch week")
    assert told["last_message"]["body"] == "@bob, tea?"
    assert told["last_message"]["author"]["username"] == "ann"
    assert told["joined_at"].endswith("Z")


def test_the_room_that_spoke_last_comes_first(program, ann, bob):
    first, second = (room_of(ann, bob, name=name) for name in ("First", "Second"))
    say(ann, second, "Hello")
    say(ann, first, "Hello")
    assert names(program(bob).get("/rooms"))[:2] == ["First", "Second"]


def test_the_list_is_read_page_by_page(program, ann, bob):
    for number in range(5):
        room_of(ann, bob, name=f"Room {number}")
    asks = program(bob)
    answer = asks.get("/rooms", limit=2, search="Room").json()
    found = answer["items"]
    while answer["next"]:
        answer = asks.client.get(answer["next"]).json()
        assert len(answer["items"]) <= 2
        found += answer["items"]
    assert [each["name"] for each in found] == [f"Room {n}" for n in reversed(range(5))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "closed"}, set()),
        ({"kind": "direct"}, {"ann"}),
        ({"search": "ANN"}, {"ann"}),
        ({"search": "launch"}, {"Launch week"}),
        ({"search": "\x00"}, {"ann", "Launch week", "General"}),
    ],
)
def test_the_list_is_narrowed(program, room, ann, bob, query, expected):
    program(bob).post("/rooms", {"kind": "direct", "members": [ann.pk]})
    assert {
        name.replace("Ann", "ann") for name in names(program(bob).get("/rooms", **query))
    } == expected


def test_what_is_hidden_is_out_of_the_list_until_it_says_more(program, ann, bob):
    made = program(ann).post("/rooms", {"kind": "direct", "members": [bob.pk]}).json()
    room = Room.objects.get(pk=made["id"])
    hide_room(membership=membership(ann, room))
    assert made["id"] not in [each["id"] for each in program(ann).get("/rooms").json()["items"]]
    say(bob, room, "Hello")
    assert made["id"] in [each["id"] for each in program(ann).get("/rooms").json()["items"]]


def test_as_many_queries_for_many_rooms_as_for_one(
    program, ann, bob, django_assert_max_num_queries
):
    room_of(ann, bob, name="Only")
    asks = program(bob)
    asks.get("/rooms")
    for number in range(10):
        say(ann, room_of(ann, bob, name=f"Room {number}"), "Hello @bob")
    direct = asks.post("/rooms", {"kind": "direct", "members": [ann.pk]}).json()
    say(ann, Room.objects.get(pk=direct["id"]), "Hello")
    asks.get("/rooms")
    with django_assert_max_num_queries(9):
        assert len(names(asks.get("/rooms"))) == 13


def test_discover_shows_what_one_could_join(program, ann, bob, cid):
    room_of(ann, bob, name="Tea")
    room_of(ann, bob, cid, name="Coffee")
    found = program(cid).get("/rooms/discover", search="e").json()["items"]
    assert [(each["name"], each["members_count"]) for each in found] == [("Tea", 2)]
    assert "unread" not in found[0]


# -- Making


def test_a_room_is_made_with_people_in_it(program, ann, bob, cid):
    body = {"kind": "closed", "name": " Tea ", "topic": "Leaves", "members": [bob.pk, cid.pk]}
    answer = program(ann).post("/rooms", body)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["name"], told["role"], told["members_count"]) == ("Tea", "owner", 3)
    assert Membership.objects.filter(room=told["id"], role="member").count() == 2


@pytest.mark.parametrize("members", [[999_999], ["x"], [0], [True], [10**30], None])
def test_a_room_with_somebody_who_is_not_there_is_not_made(program, ann, members):
    before = Room.objects.count()
    answer = program(ann).post("/rooms", {"kind": "open", "name": "Tea", "members": members})
    assert answer.status_code in {404, 422}
    assert Room.objects.count() == before


def test_nobody_is_brought_where_a_block_stands_between(program, ann, bob):
    blocks.block(by=bob, whom=ann)
    answer = program(ann).post("/rooms", {"kind": "open", "name": "Tea", "members": [bob.pk]})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert not Room.objects.filter(name="Tea").exists()


def test_there_is_one_direct_room_for_the_same_people(program, ann, bob, cid):
    body = {"kind": "direct", "members": [bob.pk, cid.pk]}
    first, second = program(ann).post("/rooms", body), program(ann).post("/rooms", body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert {each["id"] for each in first.json()["people"]} == {ann.pk, bob.pk, cid.pk}
    assert first.json()["name"] in {"Bob, Cid", "Cid, Bob"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "open", "name": ""}, None),
        ({"kind": "open", "name": "x" * 61}, None),
        ({"kind": "other", "name": "Tea"}, "kind"),
        ({"name": "Tea"}, "kind"),
        ({"kind": "open", "name": "Tea", "colour": 1}, "colour"),
        ({"kind": "direct", "members": []}, None),
        ({"kind": "direct", "name": "Tea", "members": []}, "name"),
        ([], ""),
        (None, ""),
    ],
)
def test_a_body_that_makes_no_room_is_refused(program, ann, body, field):
    before = Room.objects.count()
    answer = program(ann).post("/rooms", body)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    if field is not None:
        assert answer.json()["errors"][0]["field"] == field
    assert Room.objects.count() == before


@pytest.mark.parametrize(
    "text", ["{", "[" * 100_000, "\x00", '{"kind": ' + "7" * 5000 + "}", r'{"name": "\ud800"}']
)
def test_a_body_that_is_no_json_is_refused(program, ann, text):
    answer = program(ann).client.post("/api/v1/rooms", text, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_json")


# -- Changing


def test_a_room_is_changed_in_one_piece(program, room, ann):
    change = {
        "name": "Tea",
        "topic": "Leaves",
        "kind": "closed",
        "max_members": 5,
        "slow_seconds": 30,
    }
    told = program(ann).patch(f"/rooms/{room.pk}", change).json()
    assert {name: told[name] for name in change} == change


def test_of_a_change_that_is_refused_nothing_stays(program, room, ann):
    answer = program(ann).patch(f"/rooms/{room.pk}", {"name": "Tea", "slow_seconds": 7})
    assert answer.status_code == 422
    room.refresh_from_db()
    assert room.name == "Launch week"


def test_what_is_left_out_stays(program, room, ann):
    program(ann).patch(f"/rooms/{room.pk}", {"topic": "Leaves"})
    told = program(ann).patch(f"/rooms/{room.pk}", {"name": "Tea"}).json()
    assert (told["name"], told["topic"], told["kind"]) == ("Tea", "Leaves", "open")


def test_a_room_takes_in_no_more_than_fit(program, room, ann, cid):
    program(ann).patch(f"/rooms/{room.pk}", {"max_members": 2})
    answer = program(cid).put(f"/rooms/{room.pk}/join")
    assert (answer.status_code, answer.json()["code"]) == (409, "room_full")
    assert not Membership.objects.filter(room=room, user=cid).exists()


def test_one_joins_and_leaves(program, room, cid):
    joined = program(cid).put(f"/rooms/{room.pk}/join")
    assert (joined.status_code, joined.json()["role"]) == (200, "member")
    assert program(cid).put(f"/rooms/{room.pk}/leave").status_code == 204
    assert program(cid).get(f"/rooms/{room.pk}").status_code == 404


def test_an_archived_room_is_read_only_until_it_is_restored(program, room, ann, cid):
    assert program(ann).put(f"/rooms/{room.pk}/archive").json()["archived_at"]
    assert program(cid).put(f"/rooms/{room.pk}/join").json()["code"] == "room_archived"
    assert program(ann).put(f"/rooms/{room.pk}/restore").json()["archived_at"] is None


def test_a_room_is_handed_over(program, room, ann, bob):
    told = program(ann).put(f"/rooms/{room.pk}/owner", {"user": bob.pk}).json()
    assert told["role"] == "moderator"
    assert membership(bob, room).is_owner


def test_a_deleted_room_is_gone(program, room, ann):
    assert program(ann).delete(f"/rooms/{room.pk}").status_code == 204
    assert not Room.objects.filter(pk=room.pk).exists()


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("delete", "", None),
        ("put", "/owner", {"user": 1}),
        ("patch", "/members/1", {"role": "member"}),
    ],
)
def test_what_cannot_be_taken_back_takes_the_widest_scope(program, room, ann, method, path, body):
    answer = getattr(program(ann, scope="write"), method)(f"/rooms/{room.pk}{path}", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_in_scope")
    assert Room.objects.filter(pk=room.pk).exists()


def test_a_reading_token_changes_nothing(program, room, ann):
    reader = program(ann, scope="read")
    assert reader.get(f"/rooms/{room.pk}").status_code == 200
    assert reader.patch(f"/rooms/{room.pk}", {"name": "Tea"}).status_code == 403
    room.refresh_from_db()
    assert room.name == "Launch week"


def test_where_staff_start_rooms_a_program_hears_the_code(program, ann, bob):
    site_changes.change_site(by=ann, founders="staff")
    for kind in ("open", "closed"):
        answer = program(bob).post("/rooms", {"kind": kind, "name": "Bob’s"})
        assert (answer.status_code, answer.json()["code"]) == (403, "rooms_not_yours")
    assert program(ann).post("/rooms", {"kind": "open", "name": "Ann’s"}).status_code == 201
