"""Processes die in mid-traffic: what was acknowledged stays, everybody ends with the same log."""

import asyncio
import time

import pytest
from asgiref.sync import sync_to_async

from tests.survival.traffic import Ledger, run_for_messages, talking
from tests.viewer import Viewer, cookies_for

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_killed_web_process_loses_nothing(start_server, shared_data, ann, bob, room):
    server = start_server("uvicorn", **shared_data)
    async with await talking([server.url], [ann, bob], room) as traffic:
        for _ in range(2):
            await run_for_messages(traffic.ledger, 20)
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
        await run_for_messages(traffic.ledger, 20)
        await traffic.settle()


async def test_one_of_two_processes_dies_and_the_other_goes_on(two_processes, ann, bob, room):
    first, second = two_processes
    async with await talking([first.url, second.url], [ann, bob], room) as traffic:
        await run_for_messages(traffic.ledger, 20)
        await asyncio.to_thread(first.kill)
        await run_for_messages(traffic.ledger, 20)
        await asyncio.to_thread(first.start)
        await run_for_messages(traffic.ledger, 20)
        await traffic.settle()


async def test_without_redis_posts_answer_and_pages_stay_current(
    two_processes, spare_redis, ann, bob, room
):
    first, second = two_processes
    async with await talking([first.url, second.url], [ann, bob], room) as traffic:
        await run_for_messages(traffic.ledger, 20)
        await asyncio.to_thread(spare_redis.kill)
        away_until = time.monotonic() + 10
        while time.monotonic() < away_until:
            await run_for_messages(traffic.ledger, 10)
            seen = max(len(page.messages) for page in traffic.pages)
            for page in traffic.pages:
                await page.until(lambda p, seen=seen: len(p.messages) >= seen, 5)
        assert set(traffic.ledger.answers) == {200}
        await asyncio.to_thread(spare_redis.start)
        await run_for_messages(traffic.ledger, 20)
        await traffic.settle()
        assert all(page.close_codes == [] for page in traffic.pages)


async def test_live_again_through_redis_after_its_return(
    two_processes, spare_redis, ann, bob, room
):
    """Not by the clock alone: what one process says reaches the other at once again."""
    first, second = two_processes
    ledger = Ledger()
    cookies = await sync_to_async(cookies_for)(ann)
    async with Viewer(second.url, cookies, room.pk) as page:
        await page.is_open.wait()
        await asyncio.to_thread(spare_redis.kill)
        await asyncio.to_thread(spare_redis.start)
        talker = asyncio.create_task(ledger.talk([first.url], cookies, room.pk, "ann", gap=0.2))
        try:
            async with asyncio.timeout(20):
                while not await is_live(ledger, page):
                    pass
        finally:
            talker.cancel()


async def is_live(ledger, page) -> bool:
    """Whether the next messages come well before the clock would have found them."""
    for _ in range(3):
        await run_for_messages(ledger, 1)
        body = ledger.posted[list(ledger.posted)[-1]]
        try:
            await page.until(lambda p, body=body: body in p.bodies, 0.5)
        except AssertionError:
            return False
    return True
