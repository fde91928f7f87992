"""Redis is not there yet, forgets everything, or hangs: talk goes on, and it heals by itself.

What becomes of its death and return: tests/survival/test_kill.py.
"""

import asyncio
import signal
import time

import pytest
from asgiref.sync import sync_to_async

from tests.survival.traffic import Ledger, run_for_messages, talking
from tests.viewer import Viewer, cookies_for

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 0.5  # seconds; the clock finds what the layer lost after one to three
HANGS_FOR = 6  # seconds


@pytest.fixture
def start_both(start_server, shared_data, spare_redis, room):
    """Two web processes on the test's database, joined by one Redis."""
    together = {**shared_data, "REDIS_URL": spare_redis.url}
    return lambda: [start_server("uvicorn", **together) for _ in range(2)]


async def until_live(ledger: Ledger, page: Viewer) -> None:
    """Until three messages in a row come well before the clock would find them."""
    async with asyncio.timeout(20):
        in_a_row = 0
        while in_a_row < 3:
            await run_for_messages(ledger, 1)
            body = ledger.posted[list(ledger.posted)[-1]]
            began = time.monotonic()
            await page.until(lambda p, body=body: body in p.bodies, 10)
            in_a_row = in_a_row + 1 if time.monotonic() - began < AT_ONCE else 0


async def test_without_redis_it_starts_and_is_live_once_that_is_there(
    start_both, spare_redis, ann, bob, room
):
    spare_redis.stop()
    first, second = await asyncio.to_thread(start_both)
    async with await talking([first.url, second.url], [ann, bob], room) as traffic:
        await run_for_messages(traffic.ledger, 20)
        assert set(traffic.ledger.answers) == {200}
        await asyncio.to_thread(spare_redis.start)
        await run_for_messages(traffic.ledger, 20)
        await traffic.settle()
        assert all(page.close_codes == [] for page in traffic.pages)
    ledger = Ledger()
    cookies = await sync_to_async(cookies_for)(ann)
    async with Viewer(second.url, cookies, room.pk) as page:
        talker = asyncio.create_task(ledger.talk([first.url], cookies, room.pk, "ann", gap=0.2))
        await until_live(ledger, page)
        talker.cancel()


async def test_a_redis_that_forgets_everything_takes_nothing_along(
    start_both, spare_redis, ann, bob, room
):
    first, second = await asyncio.to_thread(start_both)
    async with await talking([first.url, second.url], [ann, bob], room) as traffic:
        for _ in range(5):
            await run_for_messages(traffic.ledger, 20)
            await asyncio.to_thread(spare_redis.clear)
        await traffic.settle()
        assert set(traffic.ledger.answers) == {200}
        assert all(page.close_codes == [] for page in traffic.pages)


async def test_a_redis_that_hangs_holds_nobody_up_for_long(start_both, spare_redis, ann, bob, room):
    first, second = await asyncio.to_thread(start_both)
    async with await talking([first.url, second.url], [ann, bob], room) as traffic:
        await run_for_messages(traffic.ledger, 20)
        spare_redis.tell(signal.SIGSTOP)
        try:
            until = time.monotonic() + HANGS_FOR
            while time.monotonic() < until:
                await run_for_messages(traffic.ledger, 5)
        finally:
            spare_redis.tell(signal.SIGCONT)
        assert set(traffic.ledger.answers) == {200}
        await run_for_messages(traffic.ledger, 20)
        await traffic.settle()
        assert all(page.close_codes == [] for page in traffic.pages)
