"""Whoever reads nothing of what was written to them is hung up on, over either protocol."""

import asyncio

from django.conf import settings

from texter import metrics


class Unread:
    """Stands before a protocol of uvicorn's in the list of bases."""

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_ending = False
        self.hanging_up: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()
        if not self.is_ending:
            self._hang_up_in(settings.UNREAD_SECONDS)

    def resume_writing(self) -> None:
        super().resume_writing()
        if not self.is_ending:
            self._stay()

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_ending = True  # an application may end later than its connection
        self._stay()
        super().connection_lost(exc)

    def end_in(self, seconds: float) -> None:
        """It was closed, which waits until all is read that was written: this long."""
        if not self.is_ending:
            self.is_ending = True
            self._hang_up_in(seconds)

    def _hang_up_in(self, seconds: float) -> None:
        self._stay()
        self.hanging_up = self.loop.call_later(seconds, self._hang_up)

    def _hang_up(self) -> None:
        metrics.UNREAD.inc()
        self.transport.abort()

    def _stay(self) -> None:
        if self.hanging_up:
            self.hanging_up.cancel()
            self.hanging_up = None
