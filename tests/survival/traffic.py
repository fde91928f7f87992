"""People who talk whatever happens, and a ledger of what they were told is safe."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID, uuid4

import httpx
from asgiref.sync import sync_to_async

from chat.models import Message
from tests.viewer import Viewer, cookies_for, http_for, post

READ_IN = 10  # seconds after the network's return in which a page has to be whole (promise P4)


class Ledger:
    """Every body that was ever posted, by its client_id, and the message each ack named."""

    def __init__(self):
        self.posted: dict[UUID, str] = {}
        self.acknowledged: set[UUID] = set()
        self.answers: list[int] = []
        self.broken_off = 0  # without an answer
        self.grown = asyncio.Condition()

    async def talk(
        self, urls: list[str], cookies: dict, room_id: int, name: str, gap: float = 0.05
    ):
        """Say one thing after the other until cancelled, each until it is acknowledged."""
        async with contextlib.AsyncExitStack() as stack:
            doors = [await stack.enter_async_context(http_for(url, cookies)) for url in urls]
            number = 0
            while True:
                key, body = uuid4(), f"{name} {number}"
                self.posted[key] = body
                await self._until_acknowledged(doors, room_id, body, key)
                number += 1
                await asyncio.sleep(gap)

    async def _until_acknowledged(self, doors, room_id, body, key):
        for attempt in range(10_000):
            try:
                answer = await post(doors[attempt % len(doors)], room_id, body, key)
            except httpx.TransportError:
                self.broken_off += 1
                await asyncio.sleep(0.02)
                continue
            self.answers.append(answer.status_code)
            if answer.status_code == 200:
                self.acknowledged.add(key)
                async with self.grown:
                    self.grown.notify_all()
                return
            await asyncio.sleep(0.02)

    def check(self, log: Sequence) -> None:
        """No acknowledged message lost, none twice, no hole."""
        assert [message.seq for message in log] == list(range(1, len(log) + 1))
        said = [message for message in log if not message.is_system]
        assert len({message.client_id for message in said}) == len(said)
        stored = {message.client_id: message.body for message in said}
        assert self.acknowledged <= set(stored)
        assert {key: self.posted[key] for key in stored} == stored


class Traffic:
    """People, each by their cookies, talk through all doors and look through each of them; `rows` gives
    the room's log as it is stored."""

    def __init__(
        self,
        urls: Sequence[str],
        people: Sequence[dict],
        room_id: int,
        rows: Callable[[], Awaitable[Sequence]],
        gap: float = 0.05,
    ):
        self.urls, self.people, self.room_id, self.rows, self.gap = urls, people, room_id, rows, gap
        self.ledger = Ledger()
        self.pages: list[Viewer] = []
        self.stack = contextlib.AsyncExitStack()

    async def __aenter__(self):
        for url in self.urls:
            for cookies in self.people:
                page = Viewer(url, cookies, self.room_id)
                self.pages.append(await self.stack.enter_async_context(page))
        self.talkers = [
            asyncio.create_task(
                self.ledger.talk(self.urls, cookies, self.room_id, f"person {number}", self.gap)
            )
            for number, cookies in enumerate(self.people)
        ]
        return self

    async def __aexit__(self, *error):
        await self._hush()
        await self.stack.aclose()

    async def _hush(self):
        for talker in self.talkers:
            talker.cancel()
        await asyncio.gather(*self.talkers, return_exceptions=True)

    async def settle(self):
        """Stop talking; every page comes to show what the database holds."""
        await self._hush()
        deadline = time.monotonic() + READ_IN
        while different := await self._different():
            assert time.monotonic() < deadline, [str(page) for page in different]
            await asyncio.sleep(0.1)

    async def _different(self):
        log = await self.rows()
        self.ledger.check(log)
        expected = [(message.seq, message.version) for message in log]
        return [page for page in self.pages if [(s.seq, s.version) for s in page.log] != expected]


async def talking(urls, cast, room) -> Traffic:
    """The cast in a room of the tests' own database."""
    people = [await sync_to_async(cookies_for)(person) for person in cast]
    rows = sync_to_async(lambda: list(Message.objects.in_room(room.pk).order_by("seq")))
    return Traffic(urls, people, room.pk, rows)


async def run_for_messages(ledger: Ledger, more: int, seconds: float = 30) -> None:
    """Until so many more messages were acknowledged."""
    goal = len(ledger.acknowledged) + more
    async with asyncio.timeout(seconds), ledger.grown:
        await ledger.grown.wait_for(lambda: len(ledger.acknowledged) >= goal)
