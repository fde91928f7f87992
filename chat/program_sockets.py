"""What the hub knows of a program's open socket."""

import asyncio
import math
import time

from accounts.models import User
from chat import hearing_programs
from chat.models import Membership
from chat.outbox import Outbox
from chat.sockets import Socket
from chat.threads import for_program


class ProgramSocket(Socket):
    """Whose program it is, and what it hears: one room, or all of its person's."""

    hears = hearing_programs
    has_sidebar = False
    looks_up = staticmethod(for_program)

    def __init__(self, outbox: Outbox, session: str, user: User, room_id: int | None = None):
        super().__init__(outbox, session)
        self.user = user
        self.shares_receipts = user.shares_receipts
        self.room_id = room_id
        self.moving = asyncio.Lock()  # its rooms are looked up by one at a time
        self.answering = asyncio.Lock()  # held while a command of it waits for its turn, or is done

    def cares(self, room_id: int | None) -> bool:
        return self.room_id in {None, room_id}

    async def at_rest(self) -> None:
        """Wait for the answer to what it asked last."""
        async with self.answering:
            await self.outbox.written()

    def declares(self, status: str) -> None:
        """The program says how present its person is."""
        self.heard_at = time.monotonic()
        self.looked_at = self.heard_at if status == "online" else -math.inf
        self.is_visible = None if status == "offline" else status == "online"


class Place:
    """A program's place in a room: what it hears there, for as long as the right to it stands."""

    hears = hearing_programs

    def __init__(self, socket: ProgramSocket, membership: Membership):
        self.socket = socket
        self.room_id = membership.room_id
        self.visible_from_seq = membership.visible_from_seq

    @property
    def shares_receipts(self) -> bool:
        return self.socket.shares_receipts

    @property
    def is_over(self) -> bool:
        return self.socket.places.get(self.room_id) is not self

    def put(self, frame: str) -> None:
        if not self.is_over:
            self.socket.put(frame)
