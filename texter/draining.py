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

# Seconds in which a balancer that asks /readyz finds out; what it sends meanwhile is answered.
LINGER = 5.0
WATCHED = 30.0  # seconds after a balancer's last question in which one is believed to be there
LEAVING = 12.0  # seconds for all of it, before the server's turn
LONGEST = 24.0  # seconds; then the process ends, whatever hangs
INTERRUPTED = 8.0  # seconds, the same after Ctrl+C

Part = Callable[[], Awaitable[None]]
End = Callable[[int, object], object]

logger = logging.getLogger(__name__)

_draining = Event()
_requests: set[asyncio.Task] = set()
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
    _departure = Departure(asyncio.get_running_loop(), part, end)
    signal.signal(signal.SIGTERM, _departure.on_signal)
    if callable(interrupt):
        signal.signal(signal.SIGINT, Interruption(interrupt).on_signal)


class Departure:
    def __init__(self, loop: asyncio.AbstractEventLoop, part: Part, end: End) -> None:
        self.loop, self.part, self.end = loop, part, end
        self.task: asyncio.Task | None = None

    def on_signal(self, number: int, frame: object) -> None:
        """Hosts tell every process of a group, and their parent tells them again: once will do."""
        self.loop.call_soon_threadsafe(self._set_out)

    def _set_out(self) -> None:
        if self.task is None:
            begin()
            _break_off_after(LONGEST)
            self.task = self.loop.create_task(self._leave())

    async def _leave(self) -> None:
        try:
            async with asyncio.timeout(LEAVING):
                await asyncio.gather(self.part(), _linger())
                await _requests_done()
        except Exception as error:
            logger.warning("Not all was done before texter ended: %s", error or "out of time")
        finally:
            # As if by Ctrl+C: after that servers end with 0, after SIGTERM some die of the signal.
            self.end(signal.SIGINT, None)


async def _linger() -> None:
    if monotonic() - _asked_at < WATCHED:
        await asyncio.sleep(LINGER)


async def _requests_done() -> None:
    """Those that are under way now: a server may listen until the end, and would drop them."""
    if _requests:
        await asyncio.wait(tuple(_requests))


class Interruption:
    """Ctrl+C, of which a server makes what it makes; the second time nobody has patience."""

    def __init__(self, end: End) -> None:
        self.end = end
        self.is_known = False

    def on_signal(self, number: int, frame: object) -> None:
        if self.is_known:
            os._exit(128 + number)
        self.is_known = True
        _break_off_after(INTERRUPTED)
        self.end(number, frame)


def _break_off_after(seconds: float) -> None:
    last_resort = Timer(seconds, _break_off)
    last_resort.daemon = True
    last_resort.start()


def _break_off() -> None:
    logger.error("Something hung, and texter ended without it.")
    os._exit(1)


class Requests:
    """In front of the site: who is waited for, and the last answers of each connection."""

    def __init__(self, site: Callable[..., Awaitable[None]]) -> None:
        self.site = site

    async def __call__(self, scope, receive, send) -> None:
        task = asyncio.current_task()
        _requests.add(task)
        try:
            await self.site(scope, receive, _last(send) if is_draining() else send)
        finally:
            _requests.discard(task)


def _last(send):
    """Says that the connection ends, so that no proxy keeps it for a request that would be lost."""

    async def send_last(event: dict) -> None:
        if event["type"] == "http.response.start":
            event = {**event, "headers": [*event.get("headers", []), (b"connection", b"close")]}
        await send(event)

    return send_last
