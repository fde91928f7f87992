"""A load balancer on this machine: each connection goes to the next process that is ready."""

import asyncio
import contextlib
from collections.abc import Sequence
from itertools import count

import httpx

PIECE = 64 * 1024  # bytes
LOOKS_EVERY = 0.25  # seconds between two questions to each process
PATIENCE = 10.0  # seconds in which one has to be there


class Balancer:
    """`url` leads to one of `targets` (http://host:port). `async with` it.

    One whose /readyz says no is left out; where a connection is refused the next one is asked.
    """

    def __init__(self, targets: Sequence[str]):
        self.targets = targets
        self.ready = set(targets)
        self.turns = count()
        self.connections: set[asyncio.Task] = set()

    async def __aenter__(self):
        self.server = await asyncio.start_server(self._accept, "127.0.0.1", 0, backlog=1000)
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        self.watching = asyncio.gather(*map(self._watch, self.targets))
        return self

    async def __aexit__(self, *error):
        self.server.close()
        for task in (self.watching, *self.connections):
            task.cancel()
        await asyncio.gather(self.watching, *self.connections, return_exceptions=True)

    async def _watch(self, target: str) -> None:
        async with httpx.AsyncClient(base_url=target, timeout=2) as client:
            while True:
                if await self._is_ready(client):
                    self.ready.add(target)
                else:
                    self.ready.discard(target)
                await asyncio.sleep(LOOKS_EVERY)

    async def _is_ready(self, client: httpx.AsyncClient) -> bool:
        try:
            return (await client.get("/readyz")).status_code == 200
        except httpx.TransportError:
            return False

    async def _accept(self, near_reader, near_writer) -> None:
        task = asyncio.current_task()
        self.connections.add(task)
        try:
            far_reader, far_writer = await self._connect()
            await asyncio.gather(carry(near_reader, far_writer), carry(far_reader, near_writer))
        except OSError:
            near_writer.close()
        finally:
            self.connections.discard(task)

    async def _connect(self):
        async with asyncio.timeout(PATIENCE):
            while True:
                for target in self._in_turn():
                    host, port = target.removeprefix("http://").split(":")
                    with contextlib.suppress(OSError):
                        return await asyncio.open_connection(host, int(port))
                await asyncio.sleep(LOOKS_EVERY)

    def _in_turn(self) -> list[str]:
        first = next(self.turns)
        ready = [target for target in self.targets if target in self.ready]
        return [ready[(first + step) % len(ready)] for step in range(len(ready))]


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One direction of a connection, until either side ends it."""
    with contextlib.suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    writer.close()
