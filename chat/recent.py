"""Recent: the last changes of a room, for whoever comes back a little late."""

from collections import deque
from collections.abc import Iterable

from chat.changes import Entry

KEPT = 200  # changes


class Recent:
    """Changes in order of version, of each message only the last; every one after version `floor`."""

    def __init__(self, version: int):
        self.floor = version
        self._entries: deque[Entry] = deque()
        self._newest_seq = 0

    def __len__(self) -> int:
        return len(self._entries)

    def after(self, version: int) -> list[Entry]:
        return [entry for entry in self._entries if entry.version > version]

    def add(self, entry: Entry) -> None:
        """A newer one. What it said of the same message before goes nowhere any more."""
        if entry.seq <= self._newest_seq:
            self._entries = deque(each for each in self._entries if each.seq != entry.seq)
        self._newest_seq = max(self._newest_seq, entry.seq)
        self._entries.append(entry)

    def forget(self) -> None:
        """The oldest, where there are too many."""
        while len(self._entries) > KEPT:
            self.floor = self._entries.popleft().version

    def can_reach(self, version: int) -> bool:
        """Whether what lies between a version and the floor has a place here."""
        return self.floor - (KEPT - len(self._entries)) <= version < self.floor

    def reach(self, version: int, changed: Iterable[Entry]) -> None:
        """Hold what changed since an older version, too; what is held already stands as it is."""
        known = {entry.seq for entry in self._entries}
        older = [entry for entry in changed if entry.version <= self.floor]
        self._entries.extendleft(each for each in reversed(older) if each.seq not in known)
        self._newest_seq = max([self._newest_seq, *(each.seq for each in older)])
        self.floor = version
