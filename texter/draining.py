"""How a process leaves once it is told to (SIGTERM): one thing after the other, within LONGEST.

/readyz says so at once. No socket is kept any more, those that are open are told to come back, and
requests finish. Only then the server hears of the signal; what is left to it takes no time. Of Ctrl+C
the server hears at once, and once more it waits for nothing.
"""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable
from threading import Event, Timer, current_thread, main_thread
from time import monotonic

from texter import under_way

# Seconds in which a balancer that asks /readyz finds out; what it sends meanwhile is answered.
LINGER = 5.0
NOTICE = 3.0  # of these, before sockets are told to come back: not to this process again
WATCHED = 30.0  # seconds after a balancer's last question in which one is believed to be there
LEAVING = 11.0  # seconds for all of it, before the server's turn
LONGEST = 24.0  # seconds; then the process ends, whatever hangs
INTERRUPTED = 8.0  # seconds, the same after Ctrl+C

Part = Callable[[], Awaitable[None]]
End = Callable[[int, object], object]

logger = logging.getLogger(__name__)

_draining = Event()
_asked_at = -WATCHED
_departure: "Departure | None" = None


def begin() -> None:
    """For ever: nobody is to be sent here any more."""
    _draining.set()


def is_draining() -> bool:
    return _draining.is_set()


def note_balancer() -> None:
    """Somebody asks whether people may be sent here."""
    global _asked_at
    _asked_at = monotonic()


def watch(part: Part) -> None:
    """Take the signals before the running server gets them; `part` closes the sockets.

    Nothing where no server waits for them, as in tests, or where another thread does.
    """
    global _departure
    end, interrupt = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    if _departure or current_thread() is not main_thread() or not callable(end):
        return
    server = Server()
    _departure = Departure(asyncio.get_running_loop(), part, end, server)
    signal.signal(signal.SIGTERM, _departure.on_signal)
    if callable(interrupt):
        signal.signal(signal.SIGINT, Interruption(interrupt, server).on_signal)


class Server:
    """Hears once that it ends: told again, it drops what is under way and what waits."""

    def __init__(self) -> None:
        self.is_told = False

    def hear(self, end: End, number: int, frame: object) -> None:
        if not self.is_told:
            self.is_told = True
            end(number, frame)


class Departure:
    def __init__(
        self, loop: asyncio.AbstractEventLoop, part: Part, end: End, server: Server
    ) -> None:
        self.loop, self.part, self.end, self.server = loop, part, end, server
        self.is_known = False
        self.task: asyncio.Task | None = None

    def on_signal(self, number: int, frame: object) -> None:
        """Hosts tell every process of a group, and their parent tells them again: once will do.

        The last moment is set here: the loop may be what hangs.
        """
        if not (self.is_known or self.server.is_told):
            self.is_known = True
            _break_off_after(LONGEST)
            self.loop.call_soon_threadsafe(self._set_out)

    def _set_out(self) -> None:
        begin()
        self.task = self.loop.create_task(self._leave())

    async def _leave(self) -> None:
        try:
            async with asyncio.timeout(LEAVING):
                await self._finish()
        except Exception as error:
            logger.warning("Not all was done before texter ended: %s", error or "out of time")
        finally:
            # As if by Ctrl+C: after that servers end with 0, after SIGTERM some die of the signal.
            self.server.hear(self.end, signal.SIGINT, None)

    async def _finish(self) -> None:
        is_watched = monotonic() - _asked_at < WATCHED
        notice, linger = (NOTICE, LINGER) if is_watched else (0, 0)
        await asyncio.gather(self._part_after(notice), asyncio.sleep(linger))
        await under_way.done()

    async def _part_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.part()


class Interruption:
    """Ctrl+C, of which a server makes what it makes; the second time nobody has patience."""

    def __init__(self, end: End, server: Server) -> None:
        self.end, self.server = end, server
        self.is_known = False

    def on_signal(self, number: int, frame: object) -> None:
        if self.is_known:
            os._exit(128 + number)
        self.is_known = True
        _break_off_after(INTERRUPTED)
        self.server.hear(self.end, number, frame)


def _break_off_after(seconds: float) -> None:
    last_resort = Timer(seconds, _break_off)
    last_resort.daemon = True
    last_resort.start()


def _break_off() -> None:
    logger.error("Something hung, and texter ended without it.")
    os._exit(1)
