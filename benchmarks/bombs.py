"""`python -m benchmarks.bombs [seconds]`: do others wait longer while somebody uploads picture bombs?

Nine people post ten messages a second into a room; a tenth uploads pictures that are made to hurt, as
many at once as texter takes. Spells with and without bombs take turns, on SQLite. Prints a Markdown
table; the exit code is 1 where the bombs double the others' p95 (promise P22), or no bomb came through
to be read.
"""

import asyncio
import os
import signal
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from benchmarks.client import Http
from benchmarks.server import CORES
from benchmarks.targets import CSRF, TARGETS, DjangoTarget, HttpPoster
from tests.bombs import bomb

PEOPLE, RATE = 10, 10  # in the room; posts a second
SPELLS, SECONDS = 2, 15.0  # of each kind
BOMBERS = 4  # uploads at once, all of one person
LIMIT = 2.0
# Too many pixels, far too many, and as many as are just let in, which the child draws anew.
SIDES = (9_000, 14_000, 4_400)
READ = {201, 422}  # somebody looked into the file; all else was turned away before


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server stops when this does
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    target = next(each for each in TARGETS if isinstance(each, DjangoTarget))
    with tempfile.TemporaryDirectory(prefix="texter-bench-") as folder:
        target.prepare(Path(folder), [PEOPLE])
        with target.server(Path(folder, "server.log")) as server:
            # Its children draw wherever there is room, as they do on a machine of its own.
            os.sched_setaffinity(server.process.pid, CORES)
            return asyncio.run(measure(target, server.port, seconds))


async def measure(target: DjangoTarget, port: int, seconds: float) -> int:
    room, (bomber, *others) = target.rooms[0][0], target.sessions
    poster = HttpPoster([port], f"/rooms/{room}/messages/", others, 2 * RATE)
    await post_for(2, poster)  # to warm up
    quiet, loud, statuses = [], [], Counter()
    for _ in range(SPELLS):
        quiet += await post_for(seconds, poster)
        async with thrown(port, room, bomber, statuses):
            loud += await post_for(seconds, poster)
    return report(quiet, loud, statuses)


@asynccontextmanager
async def thrown(port: int, room: int, session: str, statuses: Counter[int]) -> AsyncIterator[None]:
    bombs = [bomb(side) for side in SIDES]
    orders = [bombs[number % len(bombs) :] + bombs for number in range(BOMBERS)]
    tasks = [asyncio.create_task(throw(port, room, session, each, statuses)) for each in orders]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def post_for(seconds: float, poster: HttpPoster) -> list[float]:
    """Milliseconds from each post to its answer; one is due whether or not the last is answered."""
    posts, due = [], perf_counter()
    for number in range(int(seconds * RATE)):
        posts.append(asyncio.create_task(post(poster, number)))
        due += 1 / RATE
        await asyncio.sleep(max(0, due - perf_counter()))
    return await asyncio.gather(*posts)


async def post(poster: HttpPoster, number: int) -> float:
    started = perf_counter()
    status = 0
    while status == 0:  # a connection that the server closed, as it was idle; the clock runs on
        status = await poster.post(number, f"So noon it is, the {number}th time.")
    if status != 200:
        raise SystemExit(f"A post was answered with {status}.")
    return (perf_counter() - started) * 1000


async def throw(port: int, room: int, session: str, bombs: list[bytes], statuses: Counter) -> None:
    """One after the other, without end; what is turned away is thrown again a little later."""
    connection = Http(port)
    for content in cycle(bombs):
        try:
            status = await connection.request(upload(port, room, session, content))
        except ConnectionError:
            status = 0
        statuses[status] += 1
        if status not in READ:
            await asyncio.sleep(0.2)


def upload(port: int, room: int, session: str, content: bytes) -> bytes:
    edge = "bomb"
    body = (
        (
            f'--{edge}\r\nContent-Disposition: form-data; name="key"\r\n\r\n{uuid4()}\r\n--{edge}\r\n'
            'Content-Disposition: form-data; name="file"; filename="sun.png"\r\n\r\n'
        ).encode()
        + content
        + f"\r\n--{edge}--\r\n".encode()
    )
    head = (
        f"POST /rooms/{room}/attachments/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Origin: http://127.0.0.1:{port}\r\nCookie: sessionid={session}; csrftoken={CSRF}\r\n"
        f"X-CSRFToken: {CSRF}\r\nHX-Request: true\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: multipart/form-data; boundary={edge}\r\n\r\n"
    )
    return head.encode() + body


def report(quiet: list[float], loud: list[float], statuses: Counter[int]) -> int:
    print("| | posts | p50 | p95 | worst |\n|---|--:|--:|--:|--:|")
    ratio = row("with bombs", loud) / row("without", quiet)
    told = ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))
    print(f"\nRatio of p95: {ratio:.2f}. What the bombs were answered: {told}.")
    were_read = any(statuses[status] for status in READ)
    return int(ratio >= LIMIT or not were_read)


def row(name: str, times: list[float]) -> float:
    """Its p95."""
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"| {name} | {len(times)} | {p50:.1f} ms | {p95:.1f} ms | {max(times):.1f} ms |")
    return p95


if __name__ == "__main__":
    sys.exit(main())
