"""What the hub knows of an open page."""

import time

from chat.outbox import Outbox


class Socket:
    """One open page: who looks, at what, and the way to it."""

    def __init__(self, outbox: Outbox, session: str):
        self.outbox = outbox
        self.put = outbox.put
        self.user_id = 0
        self.session = session
        self.room_id: int | None = None
        self.visible_from_seq = 0
        self.watched: set[int] = set()
        self.opened_at = time.monotonic()

    def close(self, code: int) -> None:
        self.outbox.close(code)
