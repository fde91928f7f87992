"""What is put on the wire at once and what has to wait, over a real connection."""

import asyncio
import gc
import socket
import weakref

import pytest
import websockets
from django.conf import settings
from websockets.asyncio.client import ClientConnection

from chat.outbox import Outbox
from tests.listener import Listener, token_of
from tests.services.inhouse import InHouse
from tests.waiting import until
from texter.protocols import TELL
from texter.protocols.sockets import Sockets

FRAMES = 1_000
LONG = "x" * 2_000
BUFFER = 4_096  # bytes that either end of the line takes


class Teller:
    """An application that counts for whoever comes, and notes what `tell` said to it."""

    def __init__(self, frames: int):
        self.frames = frames
        self.said: list[bool] = []
        self.early = self.late = True  # what it said to who was not there yet, and no more

    async def __call__(self, scope, receive, send):
        await receive()
        tell = scope["extensions"][TELL]
        self.early = tell("early")
        await send({"type": "websocket.accept"})
        outbox = Outbox(send, 4000, lambda: None, lambda text: self.note(tell(text)))
        await self.count(outbox, tell.__self__)
        if await self.goes_away(receive):
            await send({"type": "websocket.close"})
        self.late = tell("late")
        outbox.stop()

    async def count(self, outbox: Outbox, line) -> None:
        """One number a round, and one at the very moment at which the line can be written to again."""
        line.transport.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER
        )
        numbers = iter(range(self.frames))

        def put_one() -> bool:
            if len(outbox.frames) < settings.OUTBOX_FRAMES // 2:
                if (number := next(numbers, None)) is None:
                    return False
                outbox.put(f"{number} {LONG}")
            return True

        be_writable = line.writable.set
        line.writable.set = lambda: (be_writable(), put_one())
        while put_one():
            await asyncio.sleep(0)
        del line.writable.set

    async def goes_away(self, receive) -> bool:
        """Whether the page just asks to be closed; else it is gone."""
        return (await receive())["type"] == "websocket.receive"

    def note(self, was_told: bool) -> bool:
        self.said.append(was_told)
        return was_told


def open_page(server: InHouse, **options):
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    line.connect(("127.0.0.1", server.port))
    line.setblocking(False)
    return websockets.connect(server.url.replace("http", "ws"), sock=line, max_queue=1, **options)


async def numbers_from(page: ClientConnection, count: int) -> list[int]:
    async with asyncio.timeout(30):
        return [int((await page.recv()).split()[0]) for _ in range(count)]


async def test_all_arrive_in_order_whichever_way_they_go():
    teller = Teller(FRAMES)
    with InHouse(teller) as server:
        async with open_page(server, compression=None) as page:
            await until(lambda: False in teller.said)
            assert await numbers_from(page, FRAMES) == list(range(FRAMES))
    assert {True, False} == set(teller.said)


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
        async with open_page(server, compression=None) as page:
            assert await numbers_from(page, 1) == [0]
            await end(page)
            await until(lambda: not teller.late)
    assert not teller.early


async def test_a_compressed_line_stays_compressed():
    teller = Teller(3)
    with InHouse(teller) as server:
        async with open_page(server) as page:
            assert await numbers_from(page, 3) == [0, 1, 2]
    assert set(teller.said) == {False}


async def test_who_has_a_room_open_is_told_so(application, monkeypatch, ann, room):
    told, tell = [], Sockets.tell
    monkeypatch.setattr(Sockets, "tell", lambda line, text: told.append(text) or tell(line, text))
    with InHouse(application) as site:
        async with Listener(site.url, await token_of(ann), compression=None) as program:
            await program.until("ready")
            await program.say("message.send", room=room.pk, body="at once")
            await program.message("at once")
    assert any("at once" in text for text in told)


async def test_a_line_that_ended_does_not_wait_for_the_collector():
    lines = []

    async def application(scope, receive, send):
        lines.append(weakref.ref(scope["extensions"][TELL].__self__))
        await receive()
        await send({"type": "websocket.accept"})
        await receive()

    gc.disable()
    try:
        with InHouse(application) as server:
            async with open_page(server, compression=None):
                assert lines[0]() is not None
            await until(lambda: lines[0]() is None)
    finally:
        gc.enable()
