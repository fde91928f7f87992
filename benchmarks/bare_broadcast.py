"""Baseline: `websockets.broadcast` on uvloop, without framework, database, sessions or HTTP.

A connection to /publish is the publisher: each frame it sends is the body of one message.
"""

import asyncio
import itertools
import sys

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

from benchmarks.row import row

readers: set[ServerConnection] = set()
seqs = itertools.count(1)


async def connected(socket: ServerConnection) -> None:
    if socket.request and socket.request.path == "/publish":
        async for body in socket:
            broadcast(readers, row(next(seqs), str(body)))
        return
    readers.add(socket)
    try:
        await socket.wait_closed()
    finally:
        readers.discard(socket)


async def main(port: int) -> None:
    async with serve(connected, "127.0.0.1", port, compression=None):
        await asyncio.Future()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
