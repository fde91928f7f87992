"""What a reader hears, and the two ways of saying it: as HTML for pages, as JSON for programs.

A way of saying is a module: chat/hearing_pages.py, chat/hearing_programs.py. What several readers
hear is said once for all of a kind.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple, Protocol, Self, TypeVar

from chat.changes import Changes, Entry

Frames = Sequence[str]


class Signal(NamedTuple):
    """What is told at once and kept nowhere."""

    html: str
    payload: str


class News(NamedTuple):
    """What takes a room from version `since` to `version`, in order of version.

    `row` and `facts` are the room itself; `facts` are "" where only messages changed.
    """

    room_id: int
    since: int
    version: int
    entries: Sequence[Entry]
    row: str = ""
    facts: str = ""
    typing: Sequence[Signal] = ()
    seen: Sequence[Signal] = ()

    def seen_by(self, reader: "Reader") -> Self:
        """As much of it as one reader may hear."""
        visible = [entry for entry in self.entries if entry.seq >= reader.visible_from_seq]
        return self._replace(entries=visible, seen=self.seen if reader.shares_receipts else ())


class Hearing(Protocol):
    @property
    def FORM(self) -> str: ...  # of chat.changes

    @property
    def STARTS_AFRESH(self) -> bool: ...  # rather than being brought more than one catch-up

    def news(self, news: News) -> Frames: ...

    def missed(self, changes: Changes) -> Frames: ...

    def row(self, row: str) -> Frames: ...

    def row_gone(self, room_id: int) -> Frames: ...

    def presences(self, states: dict[int, str], stamp: int) -> Frames: ...

    def own(self, event: dict) -> Frames: ...

    def sign_of_life(self) -> Frames: ...


class Hearer(Protocol):
    """Whoever hears something, and how."""

    @property
    def hears(self) -> Hearing: ...

    def put(self, frame: str) -> None: ...


class Reader(Hearer, Protocol):
    """A socket as the feed of a room sees it, or a program's place there."""

    @property
    def visible_from_seq(self) -> int: ...

    @property
    def shares_receipts(self) -> bool: ...


Each = TypeVar("Each", bound=Hearer)


def put(hearer: Hearer, frames: Frames) -> None:
    for frame in frames:
        hearer.put(frame)


def alike(reader: Reader) -> Hashable:
    """Readers of whom this is the same hear the same of a room."""
    return reader.hears, reader.visible_from_seq, reader.shares_receipts


def tell(
    hearers: Iterable[Each],
    words: Callable[[Each], Frames],
    kind: Callable[[Each], Hashable] = attrgetter("hears"),
) -> None:
    """Tell several the same; it is put into words for the first of each kind."""
    told: dict[Hashable, Frames] = {}
    for hearer in tuple(hearers):
        if (key := kind(hearer)) not in told:
            told[key] = words(hearer)
        put(hearer, told[key])
