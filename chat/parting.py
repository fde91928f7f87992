"""The process leaves: its sockets are told to come back, each at a moment of its own.

All of them at once would be a storm for the processes that they come back to.
"""

import asyncio
from contextlib import suppress
from itertools import chain
from random import shuffle
from time import monotonic

from chat import hub, names
from chat.sockets import Socket

A_SECOND = 100  # sockets: each comes back with a handshake, a sidebar and what it missed
LONGEST = 6.0  # seconds for all, however many
LOOK = 0.05  # seconds between two looks who is still there
LAST_WORDS = 3.0  # seconds for one: the answer that it waits for, and the goodbye


async def part() -> None:
    """Whoever opens a socket from now on is refused (chat/consumers/live.py)."""
    sockets = list(chain.from_iterable(hub.current().people.values()))
    shuffle(sockets)
    gap = min(1 / A_SECOND, LONGEST / max(1, len(sockets)))
    began = monotonic()
    partings = []
    for number, socket in enumerate(sockets):
        await asyncio.sleep(began + number * gap - monotonic())
        partings.append(asyncio.create_task(_part_from(socket)))
    await asyncio.gather(*partings)
    await _gone(sockets)


async def _part_from(socket: Socket) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_WORDS):
            await socket.at_rest()
    socket.close(names.CLOSE_RESTART)
    await asyncio.wait([socket.outbox.task], timeout=LAST_WORDS)


async def _gone(sockets: list[Socket]) -> None:
    """They have heard it: what a server has not sent yet as it stops is lost."""
    for _ in range(int(LAST_WORDS / LOOK)):
        if all(socket.is_gone for socket in sockets):
            return
        await asyncio.sleep(LOOK)
