"""How fast one person's programs may ask: who asks faster waits, and nobody else does."""

import asyncio
from weakref import WeakValueDictionary

from django.conf import settings


class Pace:
    def __init__(self):
        self.due = 0.0  # when all that was asked would have been due

    async def keep(self) -> None:
        now = asyncio.get_running_loop().time()
        gap = 1 / settings.COMMANDS_A_SECOND
        self.due = max(self.due, now) + gap
        ahead = self.due - now - gap * settings.COMMANDS_AT_ONCE
        if ahead > 0:
            await asyncio.sleep(ahead)


_paces: WeakValueDictionary[int, Pace] = WeakValueDictionary()


def pace_of(user_id: int) -> Pace:
    """One for all sockets that a person's programs have open with this process."""
    return _paces.setdefault(user_id, Pace())
