"""The feeds of this process: opened for the first socket that watches, closed after the last."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from chat import names
from chat.feeds import RoomFeed
from chat.hearing import Reader
from chat.layer import Subscription
from chat.models import Room
from chat.threads import in_thread


class OpenFeeds(dict[int, RoomFeed]):
    """Feeds by room id."""

    def __init__(self, subscription: Subscription, catch_losses: Callable[[], Awaitable[None]]):
        self.subscription = subscription
        self.catch_losses = catch_losses
        self.opening = asyncio.Lock()

    async def of(self, room_ids: Iterable[int]) -> list[RoomFeed]:
        """The feeds of these rooms. A new one subscribes first and reads the version after."""
        async with self.opening:
            missing = [room_id for room_id in room_ids if room_id not in self]
            for room_id in missing:
                await self.subscription.add(names.room_group(room_id))
            if missing:
                for room_id, version in (await in_thread(_versions, missing)).items():
                    self[room_id] = RoomFeed(room_id, version, self.catch_losses)
        return [self[room_id] for room_id in room_ids if room_id in self]

    async def unwatch(self, reader: Reader, room_id: int) -> None:
        if feed := self.get(room_id):
            feed.leave(reader)
            await self.close_if_idle(feed)

    async def close_if_idle(self, feed: RoomFeed) -> None:
        async with self.opening:
            if feed.is_idle and self.get(feed.room_id) is feed:
                feed.close()
                del self[feed.room_id]
                await self.subscription.discard(names.room_group(feed.room_id))

    async def compare(self) -> None:
        """What the layer lost, also when nothing followed it."""
        versions = await in_thread(_versions, list(self))
        for room_id, version in versions.items():
            if feed := self.get(room_id):
                feed.expect(version)


def _versions(room_ids: list[int]) -> dict[int, int]:
    return Room.objects.filter(pk__in=room_ids).versions()
