"""How fast one person may ask on their sockets: who asks faster waits, and nobody else does."""

import asyncio
from weakref import WeakValueDictionary

from django.conf import settings

# What each of them has a pace for.
OPENING, SPEAKING, COMMANDING = "opening", "speaking", "commanding"
# Seconds that anybody waits: of what was opened and closed without end no debt is left for an honest page.
LONGEST = 3.0


class Pace:
    def __init__(self):
        self.due = 0.0  # when all that was asked would have been due

    async def keep(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        gap = 1 / settings.COMMANDS_A_SECOND
        free = gap * settings.COMMANDS_AT_ONCE
        self.due = min(max(self.due, now) + gap, now + free + LONGEST)
        loop.call_at(self.due, self._forget)
        ahead = self.due - now - free
        if ahead > 0:
            await asyncio.sleep(ahead)

    def _forget(self) -> None:
        """Until now it was held here: who closes a socket and opens the next has the same pace."""


_paces: WeakValueDictionary[tuple[str, int], Pace] = WeakValueDictionary()


def pace_of(what: str, user_id: int) -> Pace:
    """One for all sockets of a person that do `what` with this process."""
    return _paces.setdefault((what, user_id), Pace())
