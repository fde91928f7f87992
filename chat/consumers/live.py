"""A socket's life: from the handshake to its end, whoever ends it."""

import asyncio

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import InterfaceError, OperationalError

from chat import hub, names
from chat.consumers.refusal import can_read, refuse
from chat.errors import ChatError, DatabaseAway, StartsAnew
from chat.outbox import Outbox
from texter import absence, draining, metrics
from texter.protocols import TELL


class LiveConsumer(AsyncWebsocketConsumer):
    """It takes no channel of its own from the layer: the process's hub hears for all.

    `enter` looks at who comes, and sets `socket` once the hub knows it.
    """

    channel_layer_alias = names.NO_LAYER

    async def __call__(self, scope, receive, send):
        self.socket = self.outbox = None
        self.life = asyncio.create_task(super().__call__(scope, receive, send))
        try:
            await asyncio.wait([self.life])
        finally:
            self.life.cancel()
            await asyncio.wait([self.life])
            await self.leave()
        if not self.life.cancelled():
            self.life.result()

    async def dispatch(self, message):
        # Channels cleans up database connections on another thread at every frame; ours has none.
        steps = {
            "websocket.connect": self.websocket_connect,
            "websocket.receive": self.websocket_receive,
            "websocket.disconnect": self.websocket_disconnect,
        }
        try:
            await steps[message["type"]](message)
        except (OperationalError, InterfaceError):
            # Who was just coming comes again; what a page says meanwhile is of no use later.
            if message["type"] == "websocket.connect":
                self.outbox.close(names.CLOSE_RESTART)

    async def websocket_disconnect(self, message):
        raise StopConsumer

    async def connect(self):
        if (error := _in_the_way()) and can_read(self.scope):
            return await refuse(error, self.scope, self.base_send)
        await self.accept(self.subprotocol)
        tell = self.scope.get("extensions", {}).get(TELL)
        self.outbox = Outbox(self.base_send, names.CLOSE_RESYNC, self.life.cancel, tell)
        metrics.SOCKETS.inc()
        if not _in_the_way():
            await self.enter()
        if _in_the_way():  # perhaps only since then, when nobody knew of this socket
            self.outbox.close(names.CLOSE_RESTART)
        return None

    @property
    def subprotocol(self) -> str | None:
        return None

    async def enter(self):
        raise NotImplementedError

    async def leave(self):
        if self.outbox is not None:
            self.outbox.stop()
            metrics.SOCKETS.dec()
        if self.socket is not None:
            await hub.current().leave(self.socket)


def _in_the_way() -> ChatError | None:
    """Why nobody gets in: a proxy may ask another process."""
    if draining.is_draining():
        return StartsAnew()
    return DatabaseAway() if absence.is_known() else None
