"""Whose name and status the pages of this process show: what becomes of them is passed on."""

from collections.abc import Iterable

from accounts.models import User
from chat import fragments, stamps
from chat.sockets import Socket
from chat.threads import in_thread
from chat.told import Told


class Faces:
    def __init__(self):
        self.viewers: dict[int, set[Socket]] = {}
        self.told = Told()

    async def watch(self, socket: Socket, user_ids: Iterable[int]) -> None:
        """Tell a socket of these people, and follow them in place of those before."""
        self.unwatch(socket)
        for user_id in user_ids:
            self.viewers.setdefault(user_id, set()).add(socket)
        before, stamp = self.told.copy(), stamps.now()
        if found := await socket.looks_up(_faces_of, user_ids):
            socket.put(fragments.live_faces(found, stamp))
            self._tell_found(found, before, stamp)

    def unwatch(self, socket: Socket) -> None:
        for viewers in self.viewers.values():
            viewers.discard(socket)

    def of(self, socket: Socket) -> set[int]:
        return {user_id for user_id, viewers in self.viewers.items() if socket in viewers}

    def receive(self, event: dict) -> None:
        self._tell(event["user"], event["html"], event["stamp"])

    async def look(self) -> None:
        """What no event told: a status that ran out, a layer that is down."""
        self.viewers = {user_id: viewers for user_id, viewers in self.viewers.items() if viewers}
        before, stamp = self.told.copy(), stamps.now()
        found = await in_thread(_faces_of, list(self.viewers))
        self._tell_found(found, before, stamp)

    def _tell_found(self, found: dict[int, str], before: dict[int, str], stamp: int) -> None:
        for user_id, words in self.told.changed_by(found, before).items():
            self._tell(user_id, words, stamp)

    def _tell(self, user_id: int, words: str, stamp: int) -> None:
        if viewers := self.viewers.get(user_id):
            self.told[user_id] = words
            frame = fragments.live_faces({user_id: words}, stamp)
            for socket in tuple(viewers):
                socket.put(frame)


def _faces_of(user_ids: Iterable[int]) -> dict[int, str]:
    people = User.objects.filter(pk__in=user_ids) if user_ids else ()
    return {person.pk: str(fragments.face(person)) for person in people}
