"""Rhythm: work that many ask for, done once for all of them, then left alone in proportion to its cost."""

import asyncio
from collections.abc import Callable

SHORTEST_GAP = 0.01  # seconds between two turns
REST = 2  # a turn that took t is followed by a rest of twice that


class Rhythm:
    """Does `work` soon after it is asked for; it takes no more than a third of its event loop."""

    def __init__(self, work: Callable[[], None]):
        self.work = work
        self.turn: asyncio.Handle | None = None
        self.resume_at = 0.0
        self.is_asked = False

    def ask(self) -> None:
        self.is_asked = True
        if self.turn is None:
            loop = asyncio.get_running_loop()
            self.turn = loop.call_at(max(self.resume_at, loop.time()), self._take_turn)

    def cancel(self) -> None:
        if self.turn:
            self.turn.cancel()

    def _take_turn(self) -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        self.is_asked = False
        self.work()
        # The writers that the work woke run before this: the cost includes theirs. It does as uvloop
        # writes at once, not at the end of its round.
        loop.call_soon(self._rest, started)

    def _rest(self, started: float) -> None:
        now = asyncio.get_running_loop().time()
        self.resume_at = now + max(SHORTEST_GAP, REST * (now - started))
        self.turn = None
        if self.is_asked:
            self.ask()
