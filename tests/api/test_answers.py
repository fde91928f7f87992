"""What every endpoint of a room answers to whom: the whole table, as tests/chat/test_answers.py for pages."""

import re

import pytest
from django.core.cache import cache
from django.db import transaction

from chat.actions.members import add_member, ban_member, remove_member
from chat.actions.roles import set_role
from chat.actions.rooms import closed_room
from chat.actions.webhooks import make_webhook
from chat.api.site import ROOMS, api
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db

ABSENT = 999_999
STRANGERS = ("outsider", "former", "banned")
# (method, path below /rooms/{id}): body, and what a member, a moderator and an owner get.
TABLE = {
    ("get", ""): (None, 200, 200, 200),
    ("patch", ""): ({"topic": "Tea"}, 403, 200, 200),
    ("delete", ""): (None, 403, 403, 204),
    ("get", "/picture/1"): (None, 404, 404, 404),  # it has none
    ("put", "/join"): (None, 200, 200, 200),
    ("put", "/leave"): (None, 204, 204, 409),
    ("put", "/archive"): (None, 403, 403, 200),
    ("put", "/restore"): (None, 403, 403, 200),
    ("put", "/owner"): ({"user": "{dan}"}, 403, 403, 200),
    ("get", "/members"): (None, 200, 200, 200),
    ("post", "/members"): ({"user": "{eve}"}, 403, 201, 201),
    ("patch", "/members/{dan}"): ({"role": "moderator"}, 403, 403, 200),
    ("delete", "/members/{dan}"): (None, 403, 204, 204),
    ("get", "/bans"): (None, 403, 200, 200),
    ("post", "/bans"): ({"user": "{dan}"}, 403, 201, 201),
    ("delete", "/bans/{banned}"): (None, 403, 204, 204),
    ("get", "/invites"): (None, 200, 200, 200),
    ("post", "/invites"): ({}, 403, 201, 201),
    ("delete", "/invites/{dan}"): (None, 404, 404, 404),  # there is none
    ("get", "/webhooks"): (None, 403, 200, 200),
    ("post", "/webhooks"): ({"name": "Builds"}, 403, 201, 201),
    ("patch", "/webhooks/{hook}"): ({"name": "Builds"}, 403, 200, 200),
    ("put", "/webhooks/{hook}/picture"): (None, 403, 422, 422),  # none is sent
    ("post", "/webhooks/{hook}/token"): (None, 403, 200, 200),
    ("delete", "/webhooks/{hook}"): (None, 403, 204, 204),
}
OF_ROOMS = tuple(f"{door.__name__.rpartition('.')[2]}_" for door in ROOMS)


@pytest.fixture
def people(ann, bob, cid):
    """The cast by their part in the closed room "Crew"."""
    parts = ("moderator", "former", "banned", "dan", "eve")
    by_part = {part: cast.person(part) for part in parts}
    return {"owner": ann, "member": bob, "outsider": cid, **by_part}


@pytest.fixture
def crew(people):
    room = closed_room(by=people["owner"], name="Crew")
    owners = membership(people["owner"], room)
    for part in ("member", "moderator", "former", "banned", "dan"):
        add_member(by=owners, user=people[part])
    set_role(by=owners, member=membership(people["moderator"], room), role="moderator")
    remove_member(by=owners, member=membership(people["former"], room))
    ban_member(by=owners, member=membership(people["banned"], room))
    say(people["owner"], room, "hello")
    return room


@pytest.fixture
def ask(people, crew, program):
    """What somebody's program gets; whatever it did is undone."""
    programs = {part: program(who) for part, who in people.items()} | {None: program()}
    ids = {part: who.pk for part, who in people.items()}
    ids["hook"] = make_webhook(room=crew, by=people["owner"], name="Deploys")[0].pk

    def ask(part: str | None, entry: tuple[str, str], room_id: int = 0):
        method, path = entry
        body = TABLE[entry][0]
        if body and "user" in body:
            body = {"user": int(body["user"].format(**ids))}
        address = f"/rooms/{room_id or crew.pk}{path.format(**ids)}"
        with transaction.atomic():
            body = () if method == "get" else (body,)
            answer = getattr(programs[part], method)(address, *body)
            transaction.set_rollback(True)
        cache.clear()
        return answer

    return ask


def test_the_table_holds_every_endpoint_of_a_room():
    described = api.get_openapi_schema()["paths"]
    found = {
        (method, re.sub(r"\{\w+\}", "{}", path.partition("{room_id}")[2]))
        for path, operations in described.items()
        for method, operation in operations.items()
        if "{room_id}" in path and operation["operationId"].startswith(OF_ROOMS)
    }
    ours = {(method, re.sub(r"\{\w+\}|\d+", "{}", path)) for method, path in TABLE}
    assert found == ours


def test_members_moderators_and_owners_get_what_is_theirs(ask, subtests):
    for entry in TABLE:
        with subtests.test(entry=entry):
            answers = [ask(part, entry).status_code for part in ("member", "moderator", "owner")]
            assert tuple(answers) == TABLE[entry][1:]


def test_a_closed_room_and_none_are_the_same_to_strangers(ask, subtests):
    for entry in TABLE:
        with subtests.test(entry=entry):
            for part in STRANGERS:
                real, none = ask(part, entry), ask(part, entry, ABSENT)
                assert real.status_code == none.status_code == 404, part
                assert real.content == none.content
                assert real.headers == none.headers
                assert "Crew" not in real.content.decode()


def test_who_is_signed_out_learns_nothing(ask, subtests):
    for entry in TABLE:
        with subtests.test(entry=entry):
            real, none = ask(None, entry), ask(None, entry, ABSENT)
            assert real.status_code == none.status_code == 401
            assert (real.content, real.headers) == (none.content, none.headers)


def test_a_number_that_no_room_has_finds_nothing(ask, subtests):
    for entry in TABLE:
        with subtests.test(entry=entry):
            assert ask("owner", entry, 10**30).status_code == 404
