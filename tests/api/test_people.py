"""The people of the site, and what there is between two of them."""

import pytest

from accounts import people, profiles
from accounts.models import Block, Contact
from tests import cast

pytestmark = pytest.mark.django_db

NUMBER = "+4915123456789"


def usernames(answer) -> list[str]:
    return [each["username"] for each in answer.json()["items"]]


def test_people_are_found_by_name_page_by_page(program, ann, bob, cid):
    for name in ("tess", "tea", "ted"):
        cast.person(name)
    asks = program(ann)
    answer = asks.get("/users", search="TE", limit=2)
    assert usernames(answer) == ["tea", "ted"]
    assert usernames(asks.client.get(answer.json()["next"])) == ["tess"]


def test_some_can_be_left_out(program, ann, bob, cid):
    assert usernames(program(ann).get("/users", exclude=f"{ann.pk},{bob.pk}")) == ["cid"]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": "x"},
        {"after": -1},
        {"after": 10**30},
        {"exclude": "x"},
    ],
)
def test_a_page_that_cannot_be_is_refused(program, ann, query):
    assert program(ann).get("/users", **query).status_code == 422


def test_of_others_no_address_and_no_number_is_told(program, ann, bob):
    bob.email = "bob@example.org"
    bob.save()
    people.give_number(user=bob, number=NUMBER)
    for answer in (program(ann).get(f"/users/{bob.pk}"), program(ann).get("/users")):
        assert "example.org" not in answer.content.decode()
        assert "1512" not in answer.content.decode()


def test_who_left_and_who_never_was_are_the_same(program, ann, bob):
    people.delete_person(bob)
    answers = [program(ann).get(f"/users/{pk}") for pk in (bob.pk, 999_999, 10**30)]
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1


def test_a_number_finds_only_who_lets_it(program, ann, bob):
    people.give_number(user=bob, number=NUMBER)
    look = {"phone": "+49 1512 3456789"}
    hidden, nobody = (
        program(ann).post("/users/find", b) for b in (look, {"phone": "+4915123456780"})
    )
    assert (hidden.status_code, hidden.content) == (404, nobody.content)
    profiles.change(bob, found_by_phone=True)
    assert program(ann).post("/users/find", look).json()["id"] == bob.pk


@pytest.mark.parametrize("phone", ["", "12", "0151 23456789", "x" * 33, None, 7])
def test_what_is_no_number_is_refused(program, ann, phone):
    assert program(ann).post("/users/find", {"phone": phone}).status_code == 422


def test_numbers_are_not_guessed_by_the_thousand(program, ann):
    asks = program(ann)
    answers = [asks.post("/users/find", {"phone": NUMBER}).status_code for _ in range(21)]
    assert answers == [404] * 20 + [429]


# -- Contacts and blocks


def test_somebody_is_asked_accepts_and_parts(program, ann, bob):
    asks, answers = program(ann), program(bob)
    asked = asks.post("/contacts", {"user": bob.pk})
    assert (asked.status_code, asked.json()["state"]) == (201, "asked")
    assert [each["state"] for each in answers.get("/contacts").json()["items"]] == ["waiting"]
    assert asks.put(f"/contacts/{bob.pk}").json()["code"] == "ask_not_found"
    assert answers.put(f"/contacts/{ann.pk}").json()["state"] == "accepted"
    assert asks.delete(f"/contacts/{bob.pk}").status_code == 204
    assert not Contact.objects.exists()


def test_an_ask_is_declined(program, ann, bob):
    program(ann).post("/contacts", {"user": bob.pk})
    assert program(bob).delete(f"/contacts/{ann.pk}").status_code == 204
    assert program(bob).delete(f"/contacts/{ann.pk}").status_code == 404


def test_who_is_blocked_cannot_be_asked_and_is_not_told(program, ann, bob):
    assert program(ann).post("/blocks", {"user": bob.pk}).status_code == 201
    assert usernames(program(ann).get("/blocks")) == ["bob"]
    assert program(ann).post("/contacts", {"user": bob.pk}).status_code == 403
    program(bob).post("/contacts", {"user": ann.pk})
    assert program(ann).get("/contacts").json()["items"] == []
    assert program(ann).delete(f"/blocks/{bob.pk}").status_code == 204
    assert not Block.objects.exists()


@pytest.mark.parametrize("path", ["/contacts", "/blocks"])
@pytest.mark.parametrize(
    "body", [{}, {"user": "x"}, {"user": 0}, {"user": 10**30}, {"user": 1, "a": 1}]
)
def test_nobody_is_meant_by_a_body_without_a_person(program, ann, path, body):
    assert program(ann).post(path, body).status_code == 422


@pytest.mark.parametrize("path", ["/contacts", "/blocks"])
def test_oneself_is_neither_a_contact_nor_blocked(program, ann, path):
    assert program(ann).post(path, {"user": ann.pk}).status_code == 403
    assert program(ann).post(path, {"user": 999_999}).status_code == 404
