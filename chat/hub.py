"""The hub: every socket of this process and the feeds they watch, and the clock that keeps them honest."""

import asyncio
import contextlib
import time
from collections.abc import Iterable, Sequence
from itertools import chain

from django.db import InterfaceError, OperationalError

from chat import layer, names
from chat.clock import ticking
from chat.company import Company
from chat.gains import Gains
from chat.hearing import Signal, put, tell
from chat.layer import Subscription
from chat.listeners import Listeners
from chat.losses import Losses, late_revocations
from chat.models import Membership
from chat.open_feeds import OpenFeeds
from chat.program_sockets import ProgramSocket
from chat.sidebar import Sidebar, pushed_sidebar
from chat.sockets import Socket, let_one_wait
from chat.threads import in_thread

PULSE_EVERY = 15  # ticks between two signs of life for every page
# Ticks between two looks at all rooms' versions; every tick while the layer is silent.
CHECK_EVERY = 3


class Hub:
    def __init__(self):
        layer.bind()
        self.loop = asyncio.get_running_loop()
        self.people: dict[int, set[Socket]] = {}
        self.subscription = Subscription(self._deliver)
        self.feeds = OpenFeeds(self.subscription, self._catch_losses)
        self.company = Company(self.subscription, self.people)
        self.listeners = Listeners(self.feeds, self._take_what_was_lost)
        self.losses = Losses()
        self.gains = Gains()
        self.starting = asyncio.Lock()
        self.was_silent = False
        self.tasks: set[asyncio.Task] = set()
        self._spawn(ticking(self._tick, self.company.tick))

    async def ready(self) -> None:
        """Hear the layer; the first socket waits for it."""
        async with self.starting:
            if self.subscription.task is None:
                await self.subscription.start()
                await self.subscription.add(names.REVOCATIONS)
                with contextlib.suppress(OperationalError, InterfaceError):
                    await in_thread(self.gains.look)

    # -- Sockets --------------------------------------------------------------------------------

    async def enter(self, socket: Socket, user_id: int) -> None:
        """Let a socket hear what concerns its person."""
        socket.user_id = user_id
        self.people.setdefault(socket.user_id, set()).add(socket)
        let_one_wait(self._open_of(user_id), socket)
        await self.subscription.add(names.user_group(user_id))
        self._take_what_was_lost(socket, socket.opened_at)

    async def open_room(
        self, socket: Socket, membership: Membership, since: int, *, looked_up_at: float
    ) -> None:
        """Let a socket hear the room of a membership that was read at `looked_up_at` or later."""
        socket.room_id = membership.room_id
        socket.visible_from_seq = membership.visible_from_seq
        socket.shares_receipts = membership.user.shares_receipts
        socket.places[membership.room_id] = socket
        for feed in await self.feeds.of([membership.room_id]):
            feed.watch(socket)
            self._take_what_was_lost(socket, looked_up_at)
            await feed.join(socket, since)

    async def leave(self, socket: Socket) -> None:
        socket.is_gone = True
        sockets = self.people.get(socket.user_id, set())
        sockets.discard(socket)
        places, socket.places = socket.places, {}
        for room_id, place in places.items():
            await self.feeds.unwatch(place, room_id)
        self.company.unwatch(socket)
        if not sockets and self.people.pop(socket.user_id, None) is not None:
            self.company.left(socket.user_id)
            await self.subscription.discard(names.user_group(socket.user_id))

    async def show_sidebar(
        self, sockets: Iterable[Socket], shown: Sidebar, *, looked_up_at: float
    ) -> None:
        """Bring pages of one person up to date, and let them watch what the sidebar shows.

        What was said after the look and before they watched is nobody's to tell: they look again.
        """
        feeds = await self.feeds.of(shown.versions)
        newer = {feed.room_id for feed in feeds if feed.version > shown.versions[feed.room_id]}
        pages = [each for each in sockets if each.has_sidebar and not each.is_gone]
        behind = [page for page in pages if newer - page.places.keys()]
        for socket in pages:
            for feed in feeds:
                socket.places[feed.room_id] = socket
                feed.watch(socket)
            socket.put(shown.frame)
            self._take_what_was_lost(socket, looked_up_at)
        if behind:
            self._spawn(self._look_again(behind))
        for feed in feeds:
            if feed.is_idle:  # the last socket went meanwhile
                await self.feeds.close_if_idle(feed)

    def programs_of(self, user_id: int) -> int:
        return sum(not socket.has_sidebar for socket in self._open_of(user_id))

    def _open_of(self, user_id: int) -> tuple[Socket, ...]:
        return tuple(self.people.get(user_id, ()))

    def _renew(self, sockets: Iterable[Socket]) -> None:
        for socket in sockets:
            if isinstance(socket, ProgramSocket):
                self._spawn(self.listeners.renew(socket))

    async def _refresh(self, user_id: int) -> None:
        self._renew(self._open_of(user_id))
        if pages := [each for each in self._open_of(user_id) if each.has_sidebar]:
            await self._look_again(pages)

    async def _refresh_each(self, user_ids: Iterable[int]) -> None:
        for user_id in user_ids:
            await self._refresh(user_id)

    async def _look_again(self, pages: Sequence[Socket]) -> None:
        now = time.monotonic()
        try:
            shown = await in_thread(pushed_sidebar, pages[0].user_id)
            await self.show_sidebar(pages, shown, looked_up_at=now)
        except (OperationalError, InterfaceError):
            for page in pages:
                page.close(names.CLOSE_RESYNC)  # and comes back, once the database does

    # -- Events ---------------------------------------------------------------------------------

    def _deliver(self, event: dict) -> None:
        kind = event["type"]
        if kind == names.ROOM_CHANGED and (feed := self.feeds.get(event["room"])):
            if event["loss"]:  # its own event may come from another process, and later
                self._revoke(event["loss"])
            feed.receive(event)
        elif kind in {names.ROOM_TYPING, names.ROOM_SEEN}:
            if feed := self.feeds.get(event["room"]):
                feed.receive_signal(kind, Signal(event["html"], event["payload"]))
        elif kind == names.PRESENCE_CHANGED:
            self.company.receive(event)
        elif kind == names.FACE_CHANGED:
            self.company.faces.receive(event)
        elif kind == names.USER_APPEARS:
            self._spawn(self.company.appear(event))
        elif kind in names.OWN:
            sockets = [each for each in self._open_of(event["user"]) if each.cares(event["room"])]
            tell(sockets, lambda socket: socket.hears.own(event))
        elif kind in {names.USER_JOINED, names.USER_SIDEBAR}:
            self._spawn(self._refresh(event["user"]))
        elif kind == names.USER_REVOKED:
            self._revoke(event["revocation"])

    async def _catch_gains(self) -> None:
        """Those that the layer did not tell: whoever has been let in somewhere looks again."""
        gains = await in_thread(self.gains.look)
        behind = {
            user_id
            for user_id, room_id in gains
            for socket in self._open_of(user_id)
            if socket.cares(room_id) and room_id not in socket.places
        }
        self._spawn(self._refresh_each(behind))

    # -- Revocations ----------------------------------------------------------------------------

    def _revoke(self, revocation: dict) -> None:
        if not self.losses.add(revocation):
            return
        for socket in self._open_of(revocation["user_id"]):
            self._take_right(socket, revocation)
        if revocation["room_id"] is not None:
            self._spawn(self.company.recheck(revocation["user_id"]))

    async def _catch_losses(self) -> None:
        """Those that the layer did not tell, or not yet."""
        for revocation in await in_thread(late_revocations):
            self._revoke(revocation)

    def _take_what_was_lost(self, socket: Socket, since: float) -> None:
        """What was lost between the look at somebody's rights and now, when the socket has them."""
        for revocation in self.losses.of(socket.user_id, since):
            self._take_right(socket, revocation)

    def _take_right(self, socket: Socket, revocation: dict) -> None:
        room_id, session = revocation["room_id"], revocation["session"]
        if session and session != socket.session:
            return
        if room_id is None:
            socket.close(names.CLOSE_SIGNED_OUT)
        elif room_id == socket.room_id:
            # It may be a loss of long ago, and the person back: the next handshake knows.
            socket.close(names.CLOSE_RESYNC)
        elif place := socket.places.pop(room_id, None):
            if feed := self.feeds.get(room_id):
                feed.leave(place)
            self._spawn(self.feeds.unwatch(place, room_id))
            put(socket, socket.hears.row_gone(room_id))
            self._renew([socket])  # here, too, the person may be back

    # -- The clock ------------------------------------------------------------------------------

    async def _tick(self, ticks: int) -> None:
        if not self.people:
            return
        was_silent = self.subscription.is_silent
        self.subscription.ping()
        await self._catch_losses()
        self.losses.forget()
        if ticks % PULSE_EVERY == 0:
            self._pulse()
        if ticks % CHECK_EVERY == 0 or was_silent:
            await self.feeds.compare()
            await self._catch_gains()
        if not was_silent:
            await self.subscription.join_missing()
        if self.was_silent and not was_silent:
            await self._recover()
        self.was_silent = was_silent

    async def _recover(self) -> None:
        """The layer is back: hear everything again, and tell people what it could not."""
        await self.subscription.reassert()
        await self._refresh_each(tuple(self.people))

    def _pulse(self) -> None:
        tell(chain.from_iterable(self.people.values()), lambda socket: socket.hears.sign_of_life())

    def _spawn(self, work) -> None:
        task = self.loop.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


_hub: Hub | None = None


def current() -> Hub:
    """The hub of the running event loop."""
    global _hub
    if _hub is None or _hub.loop is not asyncio.get_running_loop():
        _hub = Hub()
    return _hub
