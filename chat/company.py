"""The hub's part in presence: what its sockets show is told, and what they watch is followed."""

import asyncio
import time
import uuid
from collections.abc import Container, Iterable

from accounts import profiles
from chat import access, layer, names, presence, stamps
from chat.faces import Faces
from chat.hearing import put, tell
from chat.layer import Subscription
from chat.sockets import Socket
from chat.threads import in_thread
from chat.told import Told

BEAT_EVERY = 20  # ticks between two writes for all of a process's people
LOOK_EVERY = 30  # ticks between two looks at all whom its pages watch
GRACE = 5.0  # seconds: going from page to page is not leaving
NOTED_EVERY = 300.0  # seconds between two notes of when somebody present was seen


class Company:
    """`people` are the sockets of this process by person, which the hub keeps."""

    def __init__(self, subscription: Subscription, people: dict[int, set[Socket]]):
        self.subscription = subscription
        self.people = people
        self.process = uuid.uuid4().hex
        self.said: dict[int, str] = {}  # what this process last wrote of its people
        self.noted: dict[int, float] = {}  # when that somebody was seen went into the database
        self.leaving: dict[int, float] = {}
        self.watchers: dict[int, set[Socket]] = {}
        self.told = Told()
        self.faces = Faces()
        self.joining = asyncio.Lock()

    # -- What our own people do -----------------------------------------------------------------

    async def note(self, socket: Socket) -> None:
        """A page came into view or went out of it, or a program said how present its person is."""
        user_id = socket.user_id
        if self._state_of(user_id) != self.said.get(user_id, presence.OFFLINE):
            await self.say([user_id], socket.looks_up)

    def left(self, user_id: int) -> None:
        """Their last socket here went; they may only be on their way to the next page."""
        self.leaving[user_id] = time.monotonic() + GRACE

    async def appear(self, event: dict) -> None:
        """They want to be seen otherwise than before."""
        for socket in self.people.get(event["user"], ()):
            socket.shares_receipts = event["shares_receipts"]
        await self.say([event["user"]])

    async def say(self, user_ids: Iterable[int], look_up=in_thread) -> None:
        """Write how present they are, and tell those who watch them."""
        states = {user_id: self._state_of(user_id) for user_id in user_ids}
        seen = [
            user_id for user_id, state in states.items() if self._is_to_be_noted(user_id, state)
        ]
        changed = await look_up(self._keep, states, seen)
        self.said.update(states)
        for user_id in [each for each, state in states.items() if state == presence.OFFLINE]:
            self.said.pop(user_id, None)
            self.noted.pop(user_id, None)
        for user_id, state in changed.items():
            event = {"type": names.PRESENCE_CHANGED, "user": user_id, "state": state}
            layer.publish(names.presence_group(user_id), event)

    def _keep(self, states: dict[int, str], seen: list[int]) -> dict[int, str]:
        if seen:
            profiles.note_seen(seen)
        return presence.keep(self.process, states)

    def _state_of(self, user_id: int) -> str:
        now = time.monotonic()
        states = {socket.presence(now) for socket in self.people.get(user_id, ())}
        ranked = (presence.ONLINE, presence.AWAY)
        return next((state for state in ranked if state in states), presence.OFFLINE)

    def _is_to_be_noted(self, user_id: int, state: str) -> bool:
        """Whether they went, or have been here for long since the last note."""
        now = time.monotonic()
        if state == presence.OFFLINE:
            return user_id in self.said
        is_due = now - self.noted.setdefault(user_id, now) >= NOTED_EVERY
        if is_due:
            self.noted[user_id] = now
        return is_due and state == presence.ONLINE

    # -- What our pages watch -------------------------------------------------------------------

    async def watch(
        self, socket: Socket, user_ids: Iterable[int], closely: Container[int] = ()
    ) -> None:
        """Tell a socket how present these people are, and follow them in place of those before;
        `closely`: by their names and what they are at, too.

        Left out is whoever shares no room with its person and is no contact of theirs.
        """
        known = await socket.looks_up(access.people_known_to, socket.user_id, user_ids)
        self.unwatch(socket)
        for user_id in known:
            self.watchers.setdefault(user_id, set()).add(socket)
        async with self.joining:
            for user_id in known:
                await self.subscription.add(names.presence_group(user_id))
        before, stamp = self.told.copy(), stamps.now()
        states = await socket.looks_up(presence.statuses, known)
        if socket not in self.people.get(socket.user_id, ()):  # it closed meanwhile
            self.unwatch(socket)
        elif states:
            put(socket, socket.hears.presences(states, stamp))
            self._tell_found(states, before, stamp)
            await self.faces.watch(socket, [each for each in known if each in closely])

    def unwatch(self, socket: Socket) -> None:
        """The groups are left at the next look: another page mostly wants the same ones."""
        for watchers in self.watchers.values():
            watchers.discard(socket)
        self.faces.unwatch(socket)

    async def recheck(self, user_id: int) -> None:
        """They lost a room: nobody watches them, nor is watched by them, for that room alone."""
        concerned = self.people.get(user_id, set()) | self.watchers.get(user_id, set())
        for socket in concerned:
            watched = [each for each, sockets in self.watchers.items() if socket in sockets]
            if watched:
                await self.watch(socket, watched, self.faces.of(socket))

    def receive(self, event: dict) -> None:
        self._tell(event["user"], event["state"], stamps.now())

    def _tell_found(self, states: dict[int, str], before: dict[int, str], stamp: int) -> None:
        for user_id, state in self.told.changed_by(states, before).items():
            self._tell(user_id, state, stamp)

    def _tell(self, user_id: int, state: str, stamp: int) -> None:
        self.told[user_id] = state
        if watchers := self.watchers.get(user_id):
            tell(watchers, lambda socket: socket.hears.presences({user_id: state}, stamp))

    # -- The clock ------------------------------------------------------------------------------

    async def tick(self, ticks: int) -> None:
        now = time.monotonic()
        gone = {user_id for user_id, until in self.leaving.items() if until <= now}
        for user_id in gone:
            del self.leaving[user_id]
        due = gone | self.people.keys() if ticks % BEAT_EVERY == 0 else gone
        if due:
            await self.say(due)
        if ticks % LOOK_EVERY == 0:
            await self._forget_unwatched()
            await self._look()
            await self.faces.look()

    async def _look(self) -> None:
        """What no event told: people of a process that was killed."""
        if not self.watchers:
            return
        before, stamp = self.told.copy(), stamps.now()
        states = await in_thread(presence.statuses, list(self.watchers))
        self._tell_found(states, before, stamp)

    async def _forget_unwatched(self) -> None:
        async with self.joining:
            for user_id in [each for each, watchers in self.watchers.items() if not watchers]:
                del self.watchers[user_id]
                self.told.pop(user_id, None)
                await self.subscription.discard(names.presence_group(user_id))
