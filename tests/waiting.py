"""Waiting for the thing itself."""

import asyncio
import time
from collections.abc import Callable

PATIENCE = 30  # seconds
MINUTE = 60


async def until(condition: Callable[[], bool]) -> None:
    """Raises TimeoutError where it never comes to that."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.001)


def until_time_is_left(seconds: float) -> None:
    """Before what is counted by the minutes of the clock: it is not cut in two by the end of one."""
    left = MINUTE - time.time() % MINUTE
    if left < seconds:
        time.sleep(left)
