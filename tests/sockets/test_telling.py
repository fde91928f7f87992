"""What is put on the wire at once and what has to wait, over a real connection."""

import asyncio

import pytest
import websockets
from websockets.asyncio.client import ClientConnection

from chat.outbox import Outbox
from tests.services.inhouse import InHouse
from texter.protocols import TELL

NUMBERS = 3_000
WAITING = 100  # fewer than an outbox takes
LONG = "x" * 2_000


class Teller:
    """An application that counts for whoever comes, and notes what `tell` said to it."""

    def __init__(self, numbers: int):
        self.numbers = numbers
        self.said: list[bool] = []
        self.early = self.late = True  # what it said to who was not there yet, and no more

    async def __call__(self, scope, receive, send):
        await receive()
        tell = scope["extensions"][TELL]
        self.early = tell("early")
        await send({"type": "websocket.accept"})
        outbox = Outbox(send, 4000, lambda: None, lambda text: self.note(tell(text)))
        for number in range(self.numbers):
            outbox.put(f"{number} {LONG}")
            if not number % WAITING:
                await outbox.written()
                await asyncio.sleep(0)  # its task rests
        if await self.goes_away(receive):
            await send({"type": "websocket.close"})
        self.late = tell("late")
        outbox.stop()

    async def goes_away(self, receive) -> bool:
        """Whether the page just asks to be closed; else it is gone."""
        return (await receive())["type"] == "websocket.receive"

    def note(self, was_told: bool) -> bool:
        self.said.append(was_told)
        return was_told


async def numbers(page: ClientConnection, count: int) -> list[int]:
    async with asyncio.timeout(30):
        return [int((await page.recv()).split()[0]) for _ in range(count)]


@pytest.mark.parametrize("reads_late", [False, True])
async def test_all_arrive_in_order_whichever_way_they_go(reads_late):
    teller = Teller(NUMBERS)
    with InHouse(teller) as server:
        url = server.url.replace("http", "ws")
        async with websockets.connect(url, compression=None, max_queue=1) as page:
            if reads_late:
                async with asyncio.timeout(30):
                    while False not in teller.said:
                        await asyncio.sleep(0.01)
            assert await numbers(page, NUMBERS) == list(range(NUMBERS))
    assert True in teller.said


async def vanish(page: ClientConnection) -> None:
    page.transport.abort()


@pytest.mark.parametrize(
    "end",
    [lambda page: page.close(), lambda page: page.send("close"), vanish],
    ids=["closes", "is closed", "vanishes"],
)
async def test_nobody_is_told_before_they_come_and_after_they_went(end):
    teller = Teller(1)
    with InHouse(teller) as server:
        async with websockets.connect(server.url.replace("http", "ws"), compression=None) as page:
            assert await numbers(page, 1) == [0]
            await end(page)
            async with asyncio.timeout(30):
                while teller.late:
                    await asyncio.sleep(0.01)
    assert not teller.early


async def test_a_compressed_line_stays_compressed():
    teller = Teller(3)
    with InHouse(teller) as server:
        async with websockets.connect(server.url.replace("http", "ws")) as page:
            assert await numbers(page, 3) == [0, 1, 2]
    assert set(teller.said) == {False}
