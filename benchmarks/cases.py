"""One case: N sockets in one room, posts for a fixed time, everything counted and checked."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.client import Handshake, Socket, open_sockets
from benchmarks.server import Server
from benchmarks.tape import Post, Tape, Verdict
from benchmarks.targets import Poster, Target

WARM_UP = 2.0  # seconds of posts before anything is counted
STALLED = 10.0  # seconds without one delivery until the rest is given up as lost
QUIET = 1.0  # seconds with under a tenth of the core in use: all sockets are set up
BODY = (
    "post-{:06d} Shall we meet at the harbour at seven? I bring the maps and coffee for everybody."
)


@dataclass(frozen=True)
class Case:
    sockets: int
    in_flight: int  # posts that wait for their answer or for a socket to get them; and connections
    rate: float = 0.0  # posts a second; 0: as many as `in_flight` allows

    @property
    def title(self) -> str:
        return f"{self.rate:g} posts/s" if self.rate else f"{self.in_flight} posts in flight"


@dataclass(frozen=True)
class Result:
    target: str
    case: Case
    seconds: float
    deliveries: int
    server_cpu: float
    client_cpu: float
    posts: int
    refused: Counter[int]
    closed: int
    latencies: list[float]
    answers: list[float]
    frame_bytes: float
    socket_bytes: float
    opened_in: float
    verdict: Verdict

    @property
    def per_second(self) -> float:
        return self.deliveries / self.seconds

    @property
    def per_cpu_second(self) -> float:
        return self.deliveries / max(self.server_cpu, 0.01)

    @property
    def is_good(self) -> bool:
        return self.verdict.is_good and not (self.refused or self.closed)


class Load:
    """Posts until told to stop. A post is in flight until it is answered and every socket has it."""

    def __init__(self, in_flight: int, rate: float, tape: Tape, poster: Poster):
        self.in_flight, self.rate, self.tape, self.poster = in_flight, rate, tape, poster
        self.is_running = True

    async def run(self) -> None:
        if self.rate:
            await self._pace()
        else:
            await asyncio.gather(*(self._saturate() for _ in range(self.in_flight)))

    async def _saturate(self) -> None:
        while self.is_running:
            await self._post()

    async def _pace(self) -> None:
        posts, due = [], perf_counter()
        while self.is_running:
            posts.append(asyncio.create_task(self._post()))
            due += 1 / self.rate
            await asyncio.sleep(max(0, due - perf_counter()))
        await asyncio.gather(*posts)

    async def _post(self) -> None:
        number = len(self.tape.posts)
        post = Post(perf_counter(), asyncio.get_running_loop().create_future())
        self.tape.posts.append(post)
        post.status = await self.poster.post(number, BODY.format(number))
        post.answered = perf_counter()
        if post.is_accepted:
            await post.delivered
        else:
            await asyncio.sleep(0.1)


@dataclass(frozen=True)
class Reading:
    at: float
    server: float
    client: float

    @classmethod
    def of(cls, server: Server) -> "Reading":
        return cls(perf_counter(), server.cpu_seconds(), process_time())


async def run_case(target: Target, number: int, case: Case, seconds: float, log: Path) -> Result:
    with target.server(log) as server:
        return await _measure(target, number, case, seconds, server)


async def _measure(
    target: Target, number: int, case: Case, seconds: float, server: Server
) -> Result:
    handshakes = target.handshakes(server.ports, number, case.sockets)
    await _open_and_close(handshakes[0])
    tape, idle = Tape(case.sockets), server.memory()
    opening = perf_counter()
    sockets = await open_sockets(handshakes, tape)
    opened_in = await until_quiet(server) - opening
    socket_bytes = (server.memory() - idle) / case.sockets
    in_flight = min(case.in_flight, target.most_in_flight)
    poster = await target.poster(server.ports, number, case.sockets, case.in_flight)
    load = Load(in_flight, case.rate, tape, poster)
    posting = asyncio.create_task(load.run())
    await asyncio.sleep(WARM_UP)
    start = Reading.of(server)
    await asyncio.sleep(seconds)
    end = Reading.of(server)
    load.is_running = False
    await _drain(posting, sockets)
    return _result(target, case, tape, sockets, start, end, socket_bytes, opened_in)


async def until_quiet(server: Server) -> float:
    """A server may accept a socket first and do its work after; gives the time when it was done."""
    quiet_since = perf_counter()
    while perf_counter() - quiet_since < QUIET:
        before = server.cpu_seconds()
        await asyncio.sleep(QUIET / 5)
        if server.cpu_seconds() - before > QUIET / 50:
            quiet_since = perf_counter()
    return quiet_since


async def _open_and_close(first: Handshake) -> None:
    """What the first socket of all makes the server load is not part of a socket's memory."""
    (socket,) = await open_sockets([first], None)
    socket.transport.close()
    await asyncio.sleep(0.5)


async def _drain(posting: asyncio.Task, sockets: list[Socket]) -> None:
    before = -1
    while not posting.done() and before != (before := sum(len(socket.heard) for socket in sockets)):
        await asyncio.wait([posting], timeout=STALLED)
    posting.cancel()
    await asyncio.gather(posting, return_exceptions=True)


def _result(
    target, case, tape, sockets, start: Reading, end: Reading, socket_bytes: float, opened_in: float
) -> Result:
    answered = [post for post in tape.posts if start.at <= post.answered < end.at]
    return Result(
        target=target.name,
        case=case,
        seconds=end.at - start.at,
        deliveries=tape.deliveries(start.at, end.at),
        server_cpu=end.server - start.server,
        client_cpu=end.client - start.client,
        posts=len(answered),
        refused=Counter(
            post.status for post in tape.posts if post.answered and not post.is_accepted
        ),
        closed=sum(1 for socket in sockets if socket.close_code),
        latencies=tape.latencies(start.at, end.at),
        answers=sorted(post.answered - post.sent for post in answered),
        frame_bytes=tape.bytes_per_delivery(),
        socket_bytes=socket_bytes,
        opened_in=opened_in,
        verdict=tape.verdict([socket.heard for socket in sockets]),
    )
