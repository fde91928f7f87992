"""Programs through accidents: they hear all, whatever dies on the way."""

import asyncio

import pytest
from asgiref.sync import sync_to_async

from accounts.tokens import Holder, tickets
from tests.listener import Listener, token_of
from tests.viewer import cookies_for

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_dead_redis_takes_no_event_from_a_program(
    two_processes, spare_redis, ann, bob, room
):
    here, there = (server.url for server in two_processes)
    async with (
        Listener(here, await token_of(ann)) as anns,
        Listener(there, await token_of(bob)) as bobs,
    ):
        await bobs.until("ready")
        await anns.ask("message.send", room=room.pk, body="before")
        await bobs.message("before")
        await asyncio.to_thread(spare_redis.kill)
        for number in range(5):
            ack = await anns.ask("message.send", room=room.pk, body=f"without {number}")
            assert ack["type"] == "ack"
        for number in range(5):
            await bobs.message(f"without {number}")
        await asyncio.to_thread(spare_redis.start)
        await anns.ask("message.send", room=room.pk, body="after")
        await bobs.message("after")


async def test_a_ticket_is_good_once_whichever_process_it_is_shown_to(two_processes, ann):
    here, there = (server.url for server in two_processes)
    holder = Holder(ann, (await sync_to_async(cookies_for)(ann))["sessionid"])
    path = f"/ws/api/?ticket={await sync_to_async(tickets.make)(holder)}"
    async with Listener(here, path=path) as first:
        await first.until("ready")
    async with Listener(there, path=path) as second:
        assert await second.close_code() == 4401
