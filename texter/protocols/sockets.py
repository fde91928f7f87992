"""WebSockets, with an end to what is kept for whoever talks and does not read (promise P22).

What is pushed waits in chat/outbox.py. uvicorn itself answers pings without waiting, keeps every
piece of a message even where it is empty, and closes a dead connection only once all is read.
"""

from django.conf import settings
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from texter.protocols.unread import Unread


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

    def handle_cont(self, event) -> None:
        if event.data or event.fin:
            super().handle_cont(event)

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.end_in(settings.ENDING_SECONDS)

    async def run_asgi(self) -> None:
        await super().run_asgi()
        self.end_in(settings.ENDING_SECONDS)
