"""The network between people and texter fails in the middle of everything that they say."""

import asyncio
import contextlib

import pytest
import websockets
from asgiref.sync import sync_to_async

from chat.models import Message
from tests.listener import Listener, token_of
from tests.services.wire import Wire
from tests.survival.traffic import READ_IN, run_for_messages, talking

pytestmark = pytest.mark.django_db(transaction=True)

CUTS = (
    1,
    40,
    300,
    1_500,
    6_000,
)  # bytes of answers: in a status line, in a frame's head, in a message
DEAF_FOR = 3  # seconds


class Program:
    """It comes back as often as it has to, and holds a room as it was told of it."""

    def __init__(self, url: str, token: str, room_id: int):
        self.way, self.room_id = (url, token), room_id
        self.since = 0  # it holds everything up to this version
        self.held: dict[int, tuple[int, int]] = {}

    async def __aenter__(self):
        self.task = asyncio.create_task(self._live())
        return self

    async def __aexit__(self, *error):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def _live(self):
        while True:
            with contextlib.suppress(OSError, TimeoutError, websockets.WebSocketException):
                await self._listen()
            await asyncio.sleep(0.05)

    async def _listen(self):
        async with Listener(*self.way) as program:
            await program.say("sync", rooms={str(self.room_id): self.since})
            is_synced = False
            while True:
                event = await program.until(lambda event: True, READ_IN)
                if event["type"] == "synced":
                    is_synced, self.since = True, event["rooms"][str(self.room_id)]
                elif event["type"] == "message.changed":
                    self._hold(event["message"])
                    if is_synced:
                        self.since = max(self.since, event["version"])

    def _hold(self, message: dict):
        known = self.held.get(message["id"], (0, 0))
        self.held[message["id"]] = max(known, (message["seq"], message["version"]))

    async def is_whole(self) -> None:
        """Wait until it holds what the database does."""
        async with asyncio.timeout(READ_IN):
            while sorted(self.held.values()) != await sync_to_async(log_of)(self.room_id):
                await asyncio.sleep(0.05)


def log_of(room_id: int) -> list[tuple[int, int]]:
    return list(Message.objects.in_room(room_id).order_by("seq").values_list("seq", "version"))


async def delays(wire, ledger):
    wire.delay = 0.3
    await run_for_messages(ledger, 10)
    wire.delay = 0


async def cuts(wire, ledger):
    for length in CUTS:
        wire.cut_after(length)
        await run_for_messages(ledger, 5)
        wire.cut()
        await run_for_messages(ledger, 5)


async def swallows(wire, ledger):
    wire.go_deaf()
    await asyncio.sleep(DEAF_FOR)
    wire.hear_again()


@pytest.mark.parametrize("accident", [delays, cuts, swallows])
async def test_what_was_confirmed_is_there_once_and_everybody_has_all_of_it(
    start_server, shared_data, ann, bob, room, accident
):
    server = start_server("uvicorn", **shared_data)
    token = await token_of(bob)
    with Wire(server.port) as wire:
        async with (
            await talking([wire.url], [ann, bob], room) as traffic,
            Program(wire.url, token, room.pk) as program,
        ):
            await run_for_messages(traffic.ledger, 10)
            await accident(wire, traffic.ledger)
            await run_for_messages(traffic.ledger, 10)
            await traffic.settle()
            await program.is_whole()
    assert "Traceback" not in server.log_since(0)
