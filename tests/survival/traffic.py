"""People who talk whatever happens, and a ledger of what they were told is safe."""

import asyncio
import contextlib
from uuid import UUID, uuid4

import httpx

from chat.models import Message
from tests.viewer import http_for, post


class Ledger:
    """Every body that was ever posted, by its client_id, and the message each ack named."""

    def __init__(self):
        self.posted: dict[UUID, str] = {}
        self.acknowledged: set[UUID] = set()
        self.answers: list[int] = []
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
                await asyncio.sleep(0.02)
                continue
            self.answers.append(answer.status_code)
            if answer.status_code == 200:
                self.acknowledged.add(key)
                async with self.grown:
                    self.grown.notify_all()
                return
            await asyncio.sleep(0.02)

    def check(self, room_id: int) -> list[Message]:
        """No acknowledged message lost, none twice, no hole; gives the room's log."""
        log = list(Message.objects.in_room(room_id).order_by("seq"))
        assert [message.seq for message in log] == list(range(1, len(log) + 1))
        said = [message for message in log if not message.is_system]
        assert len({message.client_id for message in said}) == len(said)
        stored = {message.client_id: message.body for message in said}
        assert self.acknowledged <= set(stored)
        assert {key: self.posted[key] for key in stored} == stored
        return log


async def run_for_messages(ledger: Ledger, more: int, seconds: float = 30) -> None:
    """Until so many more messages were acknowledged."""
    goal = len(ledger.acknowledged) + more
    async with asyncio.timeout(seconds), ledger.grown:
        await ledger.grown.wait_for(lambda: len(ledger.acknowledged) >= goal)
