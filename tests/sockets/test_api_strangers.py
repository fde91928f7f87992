"""Who is not in a room: for every command the same answer as for a room that does not exist."""

import json

import pytest
from asgiref.sync import sync_to_async

from chat.actions.members import ban_member, remove_member
from chat.actions.memberships import join_room
from chat.actions.room_life import delete_room
from chat.models import Room
from tests.cast import membership, room_of, say
from tests.listener import Listener, token_of
from tests.viewer import cookies_for, http_for

pytestmark = pytest.mark.django_db(transaction=True)

NOWHERE = 999_999
COMMANDS = {
    "message.send": {"body": "let me in"},
    "messages.fetch": {},
    "room.read": {"seq": 1},
    "typing": {},
}


@pytest.fixture
def url(either_server):
    return either_server.url


def outsider(ann, cid, room):
    pass


def former(ann, cid, room):
    join_room(room=room, user=cid)
    remove_member(by=membership(ann, room), member=membership(cid, room))


def banned(ann, cid, room):
    join_room(room=room, user=cid)
    ban_member(by=membership(ann, room), member=membership(cid, room))


@pytest.fixture(params=[outsider, former, banned])
def stranger(request, ann, cid, room):
    request.param(ann, cid, room)
    return cid


async def test_a_stranger_is_told_the_same_of_a_room_and_of_none(url, ann, stranger, room):
    await sync_to_async(say)(ann, room, "the secret")
    async with Listener(url, await token_of(stranger)) as cids:
        for kind, facts in COMMANDS.items():
            there = await cids.ask(kind, room=room.pk, **facts)
            nowhere = await cids.ask(kind, room=NOWHERE, **facts)
            assert there["code"] == "room_not_found"
            assert there | {"id": ""} == nowhere | {"id": ""}
        synced = await cids.ask("sync", rooms={str(room.pk): 0, str(NOWHERE): 0})
        assert synced["rooms"] == {}
        assert "the secret" not in json.dumps(cids.heard)
    for room_id in (room.pk, NOWHERE, 2**70):
        async with Listener(url, await token_of(stranger), f"/ws/api/rooms/{room_id}/") as cids:
            assert await cids.close_code() == 4403
            assert cids.heard == []


async def test_a_command_on_the_socket_of_one_room_asks_of_each_room(url, ann, bob, room):
    other = await sync_to_async(room_of)(ann, name="Secret")
    async with Listener(url, await token_of(bob), f"/ws/api/rooms/{room.pk}/") as bobs:
        refused = await bobs.ask("messages.fetch", room=other.pk)
        assert refused["code"] == "room_not_found"


async def test_a_quoted_message_of_another_room_is_none(url, ann, bob, room):
    other = await sync_to_async(room_of)(ann, name="Secret")
    said = await sync_to_async(say)(ann, other, "the secret")
    async with Listener(url, await token_of(bob)) as bobs:
        refused = await bobs.ask("message.send", room=room.pk, body="so", reply_to=said.pk)
        assert refused["code"] == "message_not_found"


@pytest.mark.parametrize("verb", ["remove", "ban"])
async def test_who_is_sent_away_hears_nothing_of_what_follows(url, ann, bob, room, verb):
    cookies = await sync_to_async(cookies_for)(ann)
    async with (
        Listener(url, await token_of(bob)) as bobs,
        Listener(url, await token_of(ann)) as anns,
        http_for(url, cookies) as http,
    ):
        await bobs.until("ready")
        for number in range(5):
            await anns.say("message.send", room=room.pk, body=f"before {number}")
        await anns.message("before 4")
        answer = await http.post(f"/rooms/{room.pk}/members/{bob.pk}/{verb}/")
        assert answer.status_code < 400
        for number in range(5):
            await anns.say("message.send", room=room.pk, body=f"after {number}")
        await anns.message("after 4")
        assert (await bobs.until("room.left"))["room"] == room.pk
        refused = await bobs.ask("messages.fetch", room=room.pk)
        assert refused["code"] == "room_not_found"
        assert "after" not in json.dumps(bobs.told("message.changed"))


async def test_a_room_that_is_deleted_is_left(url, ann, bob, room):
    async with Listener(url, await token_of(bob)) as bobs:
        await bobs.until("ready")
        await sync_to_async(delete_room)(room=room, by=ann)
        assert (await bobs.until("room.left"))["room"] == room.pk
    assert not await Room.objects.filter(pk=room.pk).aexists()
