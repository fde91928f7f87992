"""RoomFeed: one room's changes, in order and without holes, for every socket of this process."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from django.db import InterfaceError, OperationalError

from chat import names
from chat.changes import BOTH, Changes, Entry, changes_since
from chat.hearing import News, Reader, Signal, alike, put, tell
from chat.recent import Recent
from chat.rhythm import Rhythm
from chat.threads import in_thread
from texter import metrics

PATIENCE = 0.15  # seconds that a missing change may still arrive by itself


class RoomFeed:
    """The subscriber's side of a room.

    `readers` have the room open and get its messages; `watchers` have it in their sidebar and get
    its row. Changes arrive by `receive` in any order, several times or not at all; they leave in
    order of version, those of one moment joined into one frame, once for all readers that are alike.
    """

    def __init__(
        self, room_id: int, version: int, catch_losses: Callable[[], Awaitable[None]] | None = None
    ):
        self.room_id = room_id
        self.catch_losses = catch_losses
        self.version = version  # everything up to here is in `recent` or was before our time
        self.flushed = version
        self.goal = version  # the database is known to be this far
        self.recent = Recent(version)
        self.early: dict[int, dict] = {}  # changes that came before one that is still missing
        self.row = self.facts = ""
        self.row_is_new = self.facts_are_new = False
        self.facts_version = 0
        self.typing: list[Signal] = []
        self.seen: list[Signal] = []
        self.reaching = asyncio.Lock()
        self.readers: set[Reader] = set()
        self.watchers: set[Reader] = set()
        self.repair_timer: asyncio.TimerHandle | None = None
        self.repair_task: asyncio.Task | None = None
        self.rhythm = Rhythm(self._flush)
        self.committed_at = 0.0  # when the oldest of what waits for the flush was; 0: nobody said

    @property
    def is_idle(self) -> bool:
        return not (self.readers or self.watchers)

    # -- Sockets --------------------------------------------------------------------------------

    def watch(self, watcher: Reader) -> None:
        if watcher not in self.readers:
            self.watchers.add(watcher)

    async def join(self, reader: Reader, since: int) -> None:
        """Bring a reader from the version its page shows to now, then let it follow."""
        await self._reach_back(since)
        while since < self.recent.floor:
            changes = await in_thread(
                changes_since,
                self.room_id,
                since,
                visible_from_seq=reader.visible_from_seq,
                forms=[reader.hears.FORM],
            )
            await self._let_go()
            put(reader, reader.hears.missed(changes))
            if changes.more and reader.hears.STARTS_AFRESH:
                break
            since = max(changes.version, since + 1)
        if self.recent.floor <= since < self.version:
            facts = self.facts if self.facts_version > since else ""
            news = self._news(self.recent.after(since), since, facts)
            put(reader, reader.hears.news(news.seen_by(reader)))
        self.watchers.discard(reader)
        self.readers.add(reader)

    async def _reach_back(self, since: int) -> None:
        """Look up what somebody missed and keep it: whoever comes back with them after a restart missed
        the same. Nothing where that is more than a feed keeps."""
        if not self.recent.can_reach(since):
            return
        async with self.reaching:
            floor = self.recent.floor
            if not self.recent.can_reach(since):
                return
            changes = await in_thread(changes_since, self.room_id, since, forms=BOTH)
            await self._let_go()
            has_forgotten = self.recent.floor > floor  # meanwhile, what came in between
            if changes.more or has_forgotten:
                return
            self.recent.reach(since, changes.entries)
            if changes.version > self.version:
                self._mend(changes)
                return
            self.row = self.row or changes.row
            if changes.version > self.facts_version:
                self.facts, self.facts_version = changes.facts, changes.version

    def pause(self, reader: Reader) -> None:
        """Nothing for a reader until it joins again."""
        self.readers.discard(reader)
        self.watchers.add(reader)

    def leave(self, reader: Reader) -> None:
        self.readers.discard(reader)
        self.watchers.discard(reader)

    # -- Changes --------------------------------------------------------------------------------

    def receive(self, event: dict) -> None:
        """A change from the channel layer."""
        if event["version"] > self.version:
            self.committed_at = self.committed_at or event.get("committed_at", 0.0)
        self.early[event["version"]] = event
        self._advance()
        if self.early:
            self._repair_soon()

    def receive_signal(self, kind: str, signal: Signal) -> None:
        """Somebody types; or has read so far, for those who share it too."""
        signals = self.typing if kind == names.ROOM_TYPING else self.seen
        if signal not in signals:
            signals.append(signal)
            self.rhythm.ask()

    def expect(self, version: int) -> None:
        """The database says the room is at this version."""
        if version > self.version:
            self.goal = max(self.goal, version)
            self._repair_soon()

    def _advance(self) -> None:
        while event := self.early.pop(self.version + 1, None):
            facts = event["version"], event["seq"], event["html"], event["payload"]
            self._take(Entry(*facts), event["row"], event["facts"])
        self.early = {v: event for v, event in self.early.items() if v > self.version}

    def _take(self, entry: Entry, row: str = "", facts: str = "") -> None:
        self.version = entry.version
        self.recent.add(entry)
        if row:
            self.row, self.row_is_new = row, True
        if facts:
            self.facts, self.facts_version, self.facts_are_new = facts, entry.version, True
        self.rhythm.ask()

    # -- Repair ---------------------------------------------------------------------------------

    def _repair_soon(self) -> None:
        """Where the feed gets on meanwhile, what it lacks by then is another change, which may still
        be on its way."""
        if self.repair_timer is None and self.repair_task is None:
            loop = asyncio.get_running_loop()
            self.repair_timer = loop.call_later(PATIENCE, self._repair_from, self.version)

    def _repair_from(self, version: int) -> None:
        self.repair_timer = None
        if not (self.early or self.goal > self.version):
            return
        if self.version > version:
            self._repair_soon()
        else:
            self.repair_task = asyncio.create_task(self._repair())

    async def _repair(self) -> None:
        metrics.FEED_REPAIRS.inc()
        try:
            changes = await in_thread(changes_since, self.room_id, self.version, forms=BOTH)
            await self._let_go()
            self._mend(changes)
        except (OperationalError, InterfaceError):
            return  # the clock looks again
        finally:
            self.repair_task = None
        if self.early or self.goal > self.version:
            self._repair_soon()

    async def _let_go(self) -> None:
        """What the database just told may have been said after somebody's removal: whoever lost the
        room by now does not hear it."""
        if self.catch_losses is not None:
            await self.catch_losses()

    def _mend(self, changes: Changes) -> None:
        for entry in changes.entries:
            if entry.version > self.version:
                self._take(entry)
        if changes.version >= self.version:
            self.version = changes.version
            self.row, self.row_is_new = changes.row, True
            self.facts, self.facts_version = changes.facts, changes.version
            self.facts_are_new = True
            self.rhythm.ask()
        self._advance()

    # -- Flush ----------------------------------------------------------------------------------

    def _flush(self) -> None:
        """Give everybody everything new, in one frame."""
        facts = self.facts if self.facts_are_new else ""
        news = self._news(self.recent.after(self.flushed), self.flushed, facts)
        tell(self.readers, lambda reader: reader.hears.news(news.seen_by(reader)), alike)
        if self.row_is_new:
            tell(self.watchers, lambda watcher: watcher.hears.row(self.row))
        self.flushed, self.row_is_new, self.facts_are_new = self.version, False, False
        self.typing.clear()
        self.seen.clear()
        self.recent.forget()
        if self.committed_at:  # seen once the writers that were woken have run
            asyncio.get_running_loop().call_soon(_observe_lag, self.committed_at)
        self.committed_at = 0.0

    def _news(self, entries: list[Entry], since: int, facts: str) -> News:
        span = self.room_id, since, self.version
        return News(*span, entries, self.row, facts, self.typing, self.seen)

    def close(self) -> None:
        for waiting in (self.repair_timer, self.repair_task, self.rhythm):
            if waiting:
                waiting.cancel()


def _observe_lag(committed_at: float) -> None:
    metrics.FAN_OUT_LAG.observe(max(0.0, time.time() - committed_at))
