"""The hub's part in programs: each hears its rooms, those joined later too, from a version on."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping

from chat import access, names, presence
from chat.changes import JSON, Changes, changes_for
from chat.errors import RoomNotFound
from chat.feeds import RoomFeed
from chat.hearing import put
from chat.models import Membership
from chat.open_feeds import OpenFeeds
from chat.payloads import events, room_news
from chat.payloads.people import person
from chat.program_sockets import Place, ProgramSocket
from chat.threads import for_program
from texter import metrics

logger = logging.getLogger(__name__)


class Listeners:
    """`take_losses` acts on what a socket's person lost since a moment of the monotonic clock."""

    def __init__(self, feeds: OpenFeeds, take_losses: Callable[[ProgramSocket, float], None]):
        self.feeds = feeds
        self.take_losses = take_losses

    async def arrive(self, socket: ProgramSocket) -> None:
        """Say where everything stands, and follow it from there. Raises RoomNotFound."""
        async with socket.moving:
            looked_up_at = time.monotonic()
            memberships, me = await for_program(lambda: (_memberships(socket), _me(socket)))
            rooms = [_standing(each) for each in memberships]
            socket.put(events.event("ready", user=me, rooms=rooms))
            await self._follow_all(socket, memberships, looked_up_at)

    async def renew(self, socket: ProgramSocket) -> None:
        """Follow what was joined since."""
        try:
            async with socket.moving:
                if socket.room_id is None and not socket.is_gone:
                    await self._renew(socket)
        except Exception as error:
            logger.warning("A program has to come back for its rooms: %s", error)
            socket.close(names.CLOSE_RESYNC)

    async def sync(self, socket: ProgramSocket, versions: Mapping[int, int]) -> dict[int, int]:
        """Tell all that is newer than these versions, by room; gives the versions that this led to.

        A room that the person is not in is left out.
        """
        async with socket.moving:
            memberships = await self._renew(socket)
            reached = {}
            for room_id, since in versions.items():
                if membership := memberships.get(room_id):
                    reached[room_id] = await self._bring_up(socket, membership, since)
            return {room_id: version for room_id, version in reached.items() if version is not None}

    async def _renew(self, socket: ProgramSocket) -> dict[int, Membership]:
        looked_up_at = time.monotonic()
        memberships = await for_program(_memberships, socket)
        new = [each for each in memberships if each.room_id not in socket.places]
        rooms = await for_program(_told_of, new)
        for room in rooms:
            socket.put(events.room_joined(room))
        await self._follow_all(socket, new, looked_up_at)
        return {each.room_id: each for each in memberships}

    async def _follow_all(
        self, socket: ProgramSocket, memberships: Iterable[Membership], looked_up_at: float
    ) -> None:
        found = {each.room_id: each for each in memberships}
        feeds = await self.feeds.of(found)
        if not socket.is_gone:
            for feed in feeds:
                place = Place(socket, found[feed.room_id])
                socket.places[feed.room_id] = place
                feed.watch(place)
            self.take_losses(socket, looked_up_at)
        for feed in feeds:
            await self._follow(feed, socket, found[feed.room_id].room.version)

    async def _follow(self, feed: RoomFeed, socket: ProgramSocket, since: int) -> None:
        """From a version on; nothing where the socket or its right went meanwhile."""
        place = socket.places.get(feed.room_id)
        if place is not None:
            await feed.join(place, since)
            if socket.places.get(feed.room_id) is not place:
                feed.leave(place)
        if feed.is_idle:
            await self.feeds.close_if_idle(feed)

    async def _bring_up(
        self, socket: ProgramSocket, membership: Membership, since: int
    ) -> int | None:
        """Page by page and in order of version: meanwhile nothing newer is said of the room."""
        room = membership.room
        place, feed = socket.places.get(room.pk), self.feeds.get(room.pk)
        if place is None or feed is None:
            return None
        if since >= room.version:
            return room.version
        metrics.PROGRAM_REPAIRS.inc()
        feed.pause(place)
        try:
            async for changes in self._pages(socket, membership, since):
                put(place, place.hears.missed(changes))
                since = changes.version
            await self._follow(feed, socket, since)
        except RoomNotFound:
            return None
        except Exception:
            socket.close(names.CLOSE_RESYNC)
            raise
        return max(since, feed.version)

    async def _pages(self, socket: ProgramSocket, membership: Membership, since: int):
        changes: Changes | None = None
        while changes is None or changes.more:
            await socket.outbox.written()
            if not socket.outbox.is_open:
                return
            changes = await for_program(changes_for, membership, since, (JSON,))
            yield changes
            since = changes.version


def _memberships(socket: ProgramSocket) -> list[Membership]:
    if socket.room_id is not None:
        return [access.membership_for(socket.user, socket.room_id)]
    return access.memberships_of(socket.user)


def _me(socket: ProgramSocket) -> dict:
    return person(socket.user, presence.status_of(socket.user.pk))


def _standing(membership: Membership) -> dict:
    room = membership.room
    return {
        "id": room.pk,
        "version": room.version,
        "last_seq": room.last_seq,
        "unread": membership.unread,
    }


def _told_of(memberships: Iterable[Membership]) -> list[str]:
    """What their member gets of these rooms; nothing of one that was lost while it was looked up."""
    told = [(each, room_news.own(each)) for each in memberships]
    return [text for membership, text in told if membership.as_now().exists()]
