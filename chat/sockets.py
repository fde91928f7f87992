"""What the hub knows of an open page."""

import time
from collections.abc import Iterable
from operator import attrgetter

from django.conf import settings

from chat import hearing_pages, names
from chat.hearing import Hearing, Reader
from chat.outbox import Outbox
from chat.threads import in_thread

AWAY_AFTER = 300.0  # seconds out of view
SILENT_AFTER = 180.0  # seconds; a page repeats itself every 50, one out of view at least every 120


class Socket:
    """One open page: who looks, at what, and the way to it."""

    hears: Hearing = hearing_pages
    has_sidebar = True
    looks_up = staticmethod(in_thread)  # the threads that what it asks for runs on

    def __init__(self, outbox: Outbox, session: str):
        self.outbox = outbox
        self.put = outbox.put
        self.user_id = 0
        self.session = session
        self.room_id: int | None = None
        self.visible_from_seq = 0
        self.places: dict[int, Reader] = {}  # what reads a room's feed for it, by room
        self.opened_at = time.monotonic()
        self.shares_receipts = False
        self.is_visible: bool | None = None  # it has not said yet
        self.looked_at = 0.0  # when it was in view last
        self.heard_at = 0.0
        self.is_gone = self.is_waiting = False

    def cares(self, room_id: int | None) -> bool:
        """Whether it shows what its person does in a room; None: or anywhere."""
        return True

    def shows(self, is_visible: bool) -> None:
        """The page says whether it is in view."""
        self.heard_at = time.monotonic()
        if is_visible or self.is_visible is not False:
            self.looked_at = self.heard_at
        self.is_visible = is_visible

    def presence(self, now: float) -> str:
        """What this page alone makes of its person."""
        if self.is_visible is None or now - self.heard_at > SILENT_AFTER:
            return "offline"
        return "online" if now - self.looked_at < AWAY_AFTER else "away"

    @property
    def seen(self) -> tuple[bool, float]:
        """When its person had it before their eyes last; one that has not said yet was just opened."""
        return self.is_visible is not False, max(self.looked_at, self.opened_at)

    def wait(self) -> None:
        """Nothing more, until its person looks at it again and it comes back."""
        self.is_waiting = True
        self.close(names.CLOSE_TOO_MANY)

    async def at_rest(self) -> None:
        """Wait for what it is owed: nothing, since it fetches what it missed."""

    def close(self, code: int) -> None:
        self.outbox.close(code)


def let_one_wait(sockets: Iterable[Socket], latest: Socket) -> None:
    """Where one page more was opened than a person may have: the one that they saw longest ago."""
    pages = [each for each in sockets if each.has_sidebar and not each.is_waiting]
    if latest.has_sidebar and len(pages) > settings.PAGES_A_PERSON:
        pages.remove(latest)
        min(pages, key=attrgetter("seen")).wait()
