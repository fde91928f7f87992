"""HTTP, with an end to what a stranger may send before anybody looks at it (promise P22).

uvicorn itself waits for ever: for the first byte of a connection, for the last of a head, for a body
that was answered already; and it keeps whatever comes meanwhile. Its pause between two requests,
`timeout_keep_alive`, stays as it is, and so does the reading of bodies (texter/bodies.py).
"""

import asyncio

from django.conf import settings
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from chat.errors import ChatError, HeadTooLong, TooSlow
from texter import metrics
from texter.protocols.unread import Unread

# Connections that have not asked for anything yet, those that have waited longest first.
_waiting: dict["Http", None] = {}


class Http(Unread, HttpToolsProtocol):
    """For uvicorn's `--http`. `unparsed`: bytes that came since the last that meant anything."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.unparsed = 0
        self.has_head = self.is_whole = self.is_upgraded = False
        self.patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self.unparsed += len(data)
        super().data_received(data)
        if self.is_upgraded or self.transport.is_closing():
            self._wait_no_more()
        elif self.unparsed > settings.REQUEST_HEAD_BYTES:
            self._refuse(HeadTooLong())
        elif self._is_awaited:
            self._wait()
        else:
            self._wait_no_more()

    @property
    def _is_awaited(self) -> bool:
        """Whether only the other side has something to do: nobody works on a request of theirs."""
        return not self.has_head or self._is_answered

    @property
    def _is_answered(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    # -- What the parser finds ------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self.has_head = self.is_whole = False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        if self.unparsed > settings.REQUEST_HEAD_BYTES and self._is_long:
            self._refuse(HeadTooLong())
            raise ValueError  # the parser stops at it
        self.unparsed, self.has_head = 0, True
        super().on_headers_complete()
        if len(self.pipeline) > settings.PIPELINED_REQUESTS:
            self.transport.abort()
            raise ValueError

    @property
    def _is_long(self) -> bool:
        """The head alone: what came with it may be the start of a body."""
        length = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        return length > settings.REQUEST_HEAD_BYTES

    def on_body(self, body: bytes) -> None:
        self.unparsed = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.unparsed, self.is_whole = 0, True
        self._wait_no_more()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self.is_upgraded = True
        super().handle_websocket_upgrade()

    # -- The end of an answer -------------------------------------------------------------------

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self.end_in(settings.UNREAD_SECONDS)
        elif not self.is_whole and self._is_awaited:
            self._wait()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self.end_in(settings.UNREAD_SECONDS)

    def send_400_response(self, msg: str) -> None:
        if not self.transport.is_closing():  # by ourselves, with words or without
            super().send_400_response(msg)
            self.end_in(settings.UNREAD_SECONDS)

    # -- Patience -------------------------------------------------------------------------------

    def _wait(self) -> None:
        """From now on, however often something comes."""
        if self.patience is None:
            self.patience = self.loop.call_later(settings.REQUEST_HEAD_SECONDS, self._give_up)
            _waiting[self] = None
            if len(_waiting) > settings.WAITING_CONNECTIONS:
                next(iter(_waiting))._give_up()

    def _wait_no_more(self) -> None:
        if self.patience is not None:
            self.patience.cancel()
            self.patience = None
            del _waiting[self]

    def _give_up(self) -> None:
        """A browser opens connections ahead of what it will ask for: one that said nothing is only closed."""
        if self.unparsed:
            self._refuse(TooSlow())
        else:
            self._wait_no_more()
            self.transport.abort()

    def _refuse(self, error: ChatError) -> None:
        self._wait_no_more()
        metrics.HUNG_UP.inc()
        if self.has_head or not self._is_answered:  # the words would stand in an answer's middle
            self.transport.abort()
            return
        words = str(error.words).encode()
        head = b"content-type: text/plain; charset=utf-8\r\nconnection: close\r\ncontent-length: %d\r\n\r\n"
        self.transport.write(STATUS_LINE[error.status] + head % len(words) + words)
        self.transport.close()
        self.end_in(settings.UNREAD_SECONDS)
