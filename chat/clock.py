"""What a process looks after, second by second."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from texter.absence import Absent

TICK = 1.0  # seconds: revocations are read this often

logger = logging.getLogger(__name__)


async def ticking(*steps: Callable[[int], Awaitable[None]]) -> None:
    """Take these steps at every tick, each told how many there were; one that fails comes again."""
    ticks = 0
    while True:
        await asyncio.sleep(TICK)
        ticks += 1
        for step in steps:
            try:
                await step(ticks)
            except Absent:
                continue
            except Exception as error:
                logger.warning("The feeds could not be checked: %s", error)
