"""What the hub knows of an open page."""

import time

from chat import hearing_pages
from chat.hearing import Hearing, Reader
from chat.outbox import Outbox

AWAY_AFTER = 300.0  # seconds out of view
SILENT_AFTER = 180.0  # seconds; a page repeats itself every 50, one out of view at least every 120


class Socket:
    """One open page: who looks, at what, and the way to it."""

    hears: Hearing = hearing_pages
    has_sidebar = True

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
        self.is_gone = False

    def cares(self, room_id: int) -> bool:
        """Whether it shows what its person does in a room."""
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

    def close(self, code: int) -> None:
        self.outbox.close(code)
