"""Waiting for the thing itself."""

import asyncio
from collections.abc import Callable

PATIENCE = 30  # seconds


async def until(condition: Callable[[], bool]) -> None:
    """Raises TimeoutError where it never comes to that."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.001)
