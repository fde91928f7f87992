"""What the sockets heard: every distinct frame once, and the times at which it arrived.

All sockets of a room get the same bytes, so a frame is parsed at its first arrival only; after that
an arrival costs one dictionary look-up, and the client keeps up with the server.
"""

import asyncio
import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

ROW = re.compile(
    rb'<li class="msg[^>]*data-seq="(\d+)"[^>]*data-version="(\d+)".*?post-(\d{6})', re.S
)
SAMPLE = 200_000  # deliveries whose latency is looked at; a fixed stride through all of them


class Row(NamedTuple):
    seq: int
    version: int
    post: int


@dataclass(eq=False, slots=True)
class Post:
    sent: float
    delivered: asyncio.Future  # done when every socket has it
    answered: float = 0.0
    status: int = 0

    @property
    def is_accepted(self) -> bool:
        return 200 <= self.status < 400


@dataclass(eq=False, slots=True)
class Frame:
    number: int
    size: int
    rows: list[Row]
    times: array = field(default_factory=lambda: array("d"))
    is_shared: bool = False  # some of its posts are in another frame too


@dataclass
class Verdict:
    """Over all sockets; only `repeated` is harmless: the same state of a message once more."""

    missing: int = 0
    doubled: int = 0
    unordered: int = 0
    repeated: int = 0

    @property
    def is_good(self) -> bool:
        return not (self.missing or self.doubled or self.unordered)

    def __str__(self) -> str:
        return (
            ", ".join(f"{n} {name}" for name, n in vars(self).items() if n) or "all once, in order"
        )


class Tape:
    def __init__(self, readers: int):
        self.readers = readers
        self.posts: list[Post] = []
        self.frames: list[Frame] = []
        self.alone: dict[
            bytes, Frame
        ] = {}  # by all the bytes of a read that brought just this frame
        self._known: dict[bytes, Frame] = {}
        self._carriers: dict[int, list[Frame]] = defaultdict(list)

    def frame(self, raw: bytes) -> Frame:
        return self._known.get(raw) or self._add(raw)

    def keep_alone(self, data: bytes, raw: bytes) -> None:
        if (frame := self._known.get(raw)) and frame.rows:
            self.alone[data] = frame

    def _add(self, raw: bytes) -> Frame:
        rows = [Row(*map(int, match.groups())) for match in ROW.finditer(raw)]
        frame = self._known[raw] = Frame(len(self.frames), len(raw), rows)
        self.frames.append(frame)
        for row in rows:
            carriers = self._carriers[row.post]
            carriers.append(frame)
            if len(carriers) > 1:
                for carrier in carriers:
                    carrier.is_shared = True
        return frame

    def arrived(self, frame: Frame, now: float) -> None:
        frame.times.append(now)
        if frame.is_shared or len(frame.times) == self.readers:
            for row in frame.rows:
                self._settle(row.post)

    def _settle(self, number: int) -> None:
        delivered = self.posts[number].delivered
        heard = sum(len(frame.times) for frame in self._carriers[number])
        if heard >= self.readers and not delivered.done():
            delivered.set_result(None)

    def deliveries(self, start: float, end: float) -> int:
        return sum(
            len(frame.rows) * (bisect_left(frame.times, end) - bisect_left(frame.times, start))
            for frame in self.frames
        )

    def bytes_per_delivery(self) -> float:
        rows = sum(len(frame.rows) * len(frame.times) for frame in self.frames)
        return sum(frame.size * len(frame.times) for frame in self.frames if frame.rows) / max(
            rows, 1
        )

    def latencies(self, start: float, end: float) -> list[float]:
        """Seconds from a post's start to its arrival at a socket, sorted."""
        step = max(1, self.deliveries(start, end) // SAMPLE)
        return sorted(
            time - self.posts[row.post].sent
            for frame in self.frames
            for row in frame.rows
            for time in frame.times[
                bisect_left(frame.times, start) : bisect_left(frame.times, end) : step
            ]
        )

    def verdict(self, heard: list[array]) -> Verdict:
        """`heard`: for each socket the numbers of its frames, in the order of arrival."""
        verdict = Verdict()
        for numbers, sockets in Counter(map(bytes, heard)).items():
            rows = [row for number in array("I", numbers) for row in self.frames[number].rows]
            for name, count in vars(self._judge(rows)).items():
                setattr(verdict, name, getattr(verdict, name) + sockets * count)
        return verdict

    def _judge(self, rows: list[Row]) -> Verdict:
        accepted = {number for number, post in enumerate(self.posts) if post.is_accepted}
        first = list(dict.fromkeys(rows))
        seen = {row.post for row in first}
        return Verdict(
            missing=len(accepted - seen),
            doubled=len(first) - len(seen),
            unordered=sum(b.seq < a.seq for a, b in pairwise(first)),
            repeated=len(rows) - len(first),
        )
