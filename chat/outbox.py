"""The frames that wait for one socket, and the task that writes them."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from django.conf import settings

from chat import names
from texter import metrics

CLOSING_TIME = 5.0  # seconds to get a close frame through to a client that does not read

logger = logging.getLogger(__name__)


class Outbox:
    """Bounded: a socket that does not read is closed and starts afresh, at nobody else's cost.

    `send` is the server's own; on uvicorn it waits for a slow reader. `tell` is the server's, too, where
    it has one (texter/protocols): it writes at once, or says that it did not.
    """

    def __init__(
        self,
        send: Callable[[dict], Awaitable[None]],
        resync_code: int,
        give_up: Callable[[], object],
        tell: Callable[[str], bool] | None = None,
    ):
        self.send = send
        self.tell = tell
        self.resync_code = resync_code
        self.give_up = give_up  # ends the connection when not even the close frame gets through
        self.frames: deque[str] = deque()
        self.length = 0  # of all that waits
        self.code: int | None = None
        self.sleeper: asyncio.Future | None = None
        self.is_empty = asyncio.Event()
        self.deadline: asyncio.TimerHandle | None = None
        self.task = asyncio.create_task(self._write())

    @property
    def is_open(self) -> bool:
        return self.code is None and not self.task.done()

    async def written(self) -> None:
        """Wait until nothing waits: for whoever has more to say than fits in."""
        while self.frames and self.is_open:
            self.is_empty.clear()
            await self.is_empty.wait()

    def put(self, frame: str) -> None:
        if self._is_asleep and self._told(frame):
            return
        if self._is_full_for(frame):
            metrics.SLOW_SOCKETS.inc()
            self.close(self.resync_code)
        elif self.code is None:
            self.frames.append(frame)
            self.length += len(frame)
            self._wake()

    def _told(self, frame: str) -> bool:
        """Written at once. Where that fails the task tries, so that it harms nobody else."""
        try:
            return self.tell is not None and self.tell(frame)
        except Exception as error:
            logger.debug("A socket could not be told: %s", error)
            return False

    def _is_full_for(self, frame: str) -> bool:
        """One frame always fits: what it says is not said in less."""
        is_long = self.length + len(frame) > settings.OUTBOX_LENGTH
        return len(self.frames) >= settings.OUTBOX_FRAMES or (is_long and bool(self.frames))

    def close(self, code: int) -> None:
        """Drop what waits and close the socket."""
        if self.code is None:
            self.code = code
            self.frames.clear()
            self.length = 0
            self._wake()
            self.deadline = asyncio.get_running_loop().call_later(CLOSING_TIME, self.give_up)

    def stop(self) -> None:
        self.task.cancel()
        if self.deadline:
            self.deadline.cancel()

    @property
    def _is_asleep(self) -> bool:
        """Whether the task that writes waits for something to do, and nothing waits for it."""
        return self.sleeper is not None and not self.sleeper.done()

    def _wake(self) -> None:
        if self._is_asleep:
            self.sleeper.set_result(None)

    async def _write(self) -> None:
        try:
            while self.code is None:
                await self._write_all()
            await self._close(self.code)
        except Exception as error:  # each server has its own for a client that went away
            logger.debug("A socket could not be written: %s", error)
        finally:
            self.frames.clear()
            self.is_empty.set()

    async def _close(self, code: int) -> None:
        try:
            await self.send({"type": "websocket.close", "code": code})
        except Exception:
            if code != names.CLOSE_RESTART:
                raise
            await self.send({"type": "websocket.close", "code": names.CLOSE_RESTART_ALLOWED})

    async def _write_all(self) -> None:
        while self.frames:
            frame = self.frames.popleft()
            self.length -= len(frame)
            await self.send({"type": "websocket.send", "text": frame})
        self.is_empty.set()
        if self.code is None:
            self.sleeper = asyncio.get_running_loop().create_future()
            await self.sleeper
