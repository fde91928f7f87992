"""Three processes are replaced one after the other while people talk: nobody notices."""

import asyncio
import time
from contextlib import AsyncExitStack
from functools import partial

import pytest

from tests.faults.site import first_room, people_of, rows_of
from tests.services.balancer import Balancer
from tests.survival.traffic import Traffic, run_for_messages
from tests.viewer import Viewer

PEOPLE = 5
GAP = 0.1  # seconds between two messages of each: fifty a second in all
LISTENERS = 15  # beside one of each who talks


@pytest.fixture
def processes(start_server, postgres_server, redis_server):
    data = {"DATABASE_URL": postgres_server.migrated_database(), "REDIS_URL": redis_server.url}
    return [start_server("uvicorn", **data) for _ in range(3)]


async def test_a_rolling_restart_under_traffic_is_noticed_by_nobody(processes, record_property):
    address = processes[0].env["DATABASE_URL"]
    async with AsyncExitStack() as stack:
        balancer = await stack.enter_async_context(Balancer([each.url for each in processes]))
        people = await asyncio.to_thread(people_of, balancer.url, PEOPLE)
        room_id = await asyncio.to_thread(first_room, balancer.url, people[0])
        rows = partial(asyncio.to_thread, rows_of, address, room_id)
        traffic = Traffic([balancer.url], people, room_id, rows, gap=GAP)
        await stack.enter_async_context(traffic)
        for number in range(LISTENERS):
            page = Viewer(balancer.url, people[number % PEOPLE], room_id)
            traffic.pages.append(await stack.enter_async_context(page))
        ledger = traffic.ledger
        await run_for_messages(ledger, 50)
        took = []
        for process in processes:
            began = time.monotonic()
            assert await asyncio.to_thread(process.stop) == 0
            took.append(time.monotonic() - began)
            await asyncio.to_thread(process.start)
            while process.url not in balancer.ready:
                await asyncio.sleep(0.05)
            await run_for_messages(ledger, 50)
        await traffic.settle()
        codes = [code for page in traffic.pages for code in page.close_codes]
    figures = {
        "messages": len(ledger.acknowledged),
        "answers": {code: ledger.answers.count(code) for code in set(ledger.answers)},
        "broken_off": ledger.broken_off,
        "closings": {code: codes.count(code) for code in set(codes)},
        "seconds_to_end": [round(each, 1) for each in took],
    }
    for name, figure in figures.items():
        record_property(name, figure)
    assert set(ledger.answers) == {200}
    assert set(codes) == {1012}
    assert max(took) < 25
    assert len(codes) >= LISTENERS + PEOPLE
