"""This process and the channel layer: publish from any thread, subscribe once to each group.

The layer is an accelerator and may lose anything: publishing never fails and never waits, and a
subscription notices when the layer has gone silent.
"""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Callable

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings

from chat import names
from texter import metrics

RETRY = 1.0  # seconds until a broken receiving loop starts afresh
SEND_TIMEOUT = 5.0  # seconds for the layer to take an event
JOIN_TIMEOUT = 2.0  # seconds for the layer to confirm a group

logger = logging.getLogger(__name__)


class Publisher:
    """Sends events one after the other, in the order in which they were offered."""

    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.queue: asyncio.Queue = asyncio.Queue(settings.PUBLISH_QUEUE)
        self.task = loop.create_task(self._run())
        self.is_down = False

    def offer(self, group: str, event: dict) -> None:
        try:
            self.queue.put_nowait((group, event))
        except asyncio.QueueFull:
            metrics.LAYER_DROPS.inc()
            self._note("its queue is full")

    async def _run(self) -> None:
        while True:
            group, event = await self.queue.get()
            try:
                async with asyncio.timeout(SEND_TIMEOUT):
                    await get_channel_layer().group_send(group, event)
                self.is_down = False
            except Exception as error:
                metrics.LAYER_REFUSALS.inc()
                self._note(error)

    def _note(self, reason: object) -> None:
        if not self.is_down:
            logger.warning("The channel layer is away, pages catch up by themselves: %s", reason)
        self.is_down = True


_publisher: Publisher | None = None


def bind() -> None:
    """Publish through the running event loop from now on; the server calls this."""
    global _publisher
    loop = asyncio.get_running_loop()
    if _publisher is None or _publisher.loop is not loop:
        _publisher = Publisher(loop)


def publish(group: str, event: dict) -> None:
    """Hand an event to the layer; from any thread, with or without a server around."""
    if _publisher and not _publisher.loop.is_closed():
        _publisher.loop.call_soon_threadsafe(_publisher.offer, group, event)
        return
    try:
        async_to_sync(get_channel_layer().group_send)(group, event)
    except Exception as error:
        logger.warning("The channel layer is away, pages catch up by themselves: %s", error)


class Subscription:
    """The groups one process hears, through one channel and one receiving loop."""

    def __init__(self, deliver: Callable[[dict], None]):
        self.deliver = deliver
        self.groups: set[str] = set()
        self.joined: set[str] = set()  # those that the layer has confirmed
        self.own_group = f"process.{uuid.uuid4().hex}"
        self.channel = ""
        self.unanswered = 0
        self.is_listening = asyncio.Event()
        self.task: asyncio.Task | None = None

    @property
    def is_silent(self) -> bool:
        """Whether the last pings did not come back."""
        return self.unanswered > 1

    async def start(self) -> None:
        self.groups.add(self.own_group)
        self.task = asyncio.create_task(self._supervise())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(JOIN_TIMEOUT):
                await self.is_listening.wait()

    async def add(self, group: str) -> None:
        if group not in self.groups:
            self.groups.add(group)
            # While the layer is silent nobody waits for it; all groups are asserted when it is back.
            if not self.is_silent:
                await self._assert(group)

    async def discard(self, group: str) -> None:
        self.groups.discard(group)
        self.joined.discard(group)
        if self.is_silent:
            return
        try:
            async with asyncio.timeout(JOIN_TIMEOUT):
                await get_channel_layer().group_discard(group, self.channel)
        except Exception as error:
            logger.info("Could not leave %s: %s", group, error)

    def ping(self) -> None:
        """Ask the layer for a sign of life."""
        self.unanswered += 1
        publish(self.own_group, {"type": names.PING})

    async def reassert(self) -> None:
        """Join everything again: what the layer knew of us may be gone."""
        self.joined.clear()
        await self.join_missing()

    async def join_missing(self) -> None:
        """Join what could not be joined when it was asked for."""
        for group in self.groups - self.joined:
            await self._assert(group)

    async def _assert(self, group: str) -> None:
        if not self.channel:
            return
        try:
            async with asyncio.timeout(JOIN_TIMEOUT):
                await get_channel_layer().group_add(group, self.channel)
            self.joined.add(group)
        except Exception as error:
            logger.info("Could not join %s yet: %s", group, error)

    async def _supervise(self) -> None:
        while True:
            try:
                await self._receive()
            except asyncio.CancelledError:
                raise
            except Exception as error:
                logger.warning("The receiving loop broke and starts afresh: %s", error)
                await asyncio.sleep(RETRY)

    async def _receive(self) -> None:
        layer = get_channel_layer()
        self.channel = await layer.new_channel()
        await self.reassert()
        self.is_listening.set()
        while True:
            event = await layer.receive(self.channel)
            if event["type"] == names.PING:
                self.unanswered = 0
            else:
                self._deliver(event)

    def _deliver(self, event: dict) -> None:
        try:
            self.deliver(event)
        except Exception:
            logger.exception("An event of type %s could not be delivered", event["type"])
