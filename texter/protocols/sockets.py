"""WebSockets, with an end to what is kept for whoever talks and does not read (promise P22).

What cannot be pushed at once waits in chat/outbox.py. uvicorn itself answers pings without waiting,
keeps every piece of a message even where it is empty, and closes a dead connection only once all is
read.
"""

from functools import lru_cache

from django.conf import settings
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State

from texter.protocols import TELL
from texter.protocols.unread import Unread

SHARED = 65_536  # characters; what is longer is what somebody missed, and not kept for others


def _framed(text: str) -> bytes:
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


_once_framed = lru_cache(4)(_framed)


class Sockets(Unread, WebSocketsSansIOProtocol):
    """For uvicorn's `--ws`. Whoever does not read is not read either."""

    def pause_writing(self) -> None:
        super().pause_writing()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        if not self.read_paused:
            self.transport.resume_reading()

    async def receive(self):
        event = await super().receive()
        if not self.writable.is_set():
            self.transport.pause_reading()
        return event

    async def send(self, message):
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body"):
            self.handshake_complete = (
                True  # it takes a refusal for a failure: 500, and an error in the log
            )

    def send_500_response(self) -> None:
        """uvicorn's last word to a handshake under way as it stops; it takes what follows for a failure."""
        super().send_500_response()
        self.disconnected = True

    def tell(self, text: str) -> bool:
        """What `send` does with a text, unless it would have to wait or anything is out of the ordinary.

        What many are told, one after the other, is put into a frame once. It overtakes nothing, as
        uvicorn leaves nothing in `conn`: whatever it has for the wire it writes in the same step.
        """
        if self._can_be_told:
            self.transport.write((_once_framed if len(text) < SHARED else _framed)(text))
            return True
        return False

    @property
    def _can_be_told(self) -> bool:
        is_open = self.conn.state is State.OPEN and not self.transport.is_closing()
        return is_open and self.writable.is_set() and not self.conn.extensions

    def handle_cont(self, event) -> None:
        if event.data or event.fin:
            super().handle_cont(event)

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.end_in(settings.ENDING_SECONDS)

    async def run_asgi(self) -> None:
        self.scope["extensions"][TELL] = self.tell
        try:
            await super().run_asgi()
        finally:
            del self.scope["extensions"][TELL]  # it holds what holds it
        self.end_in(settings.ENDING_SECONDS)
