"""How late the event loop is: one that is busy answers nobody."""

import asyncio

from texter import metrics

EVERY = 0.5  # seconds


async def watch() -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + EVERY
        await asyncio.sleep(EVERY)
        metrics.LOOP_LAG.observe(max(0.0, loop.time() - due))
