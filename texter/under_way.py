"""Requests that are under way: who leaves waits for them, and tells each connection that it was the last."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import cast

_requests: set[asyncio.Task] = set()


async def done() -> None:
    """Those that are under way now: a server may listen until the end, and would drop them."""
    if _requests:
        await asyncio.wait(tuple(_requests))


class Requests:
    """In front of the site; `is_leaving` is asked when an answer begins."""

    def __init__(
        self, site: Callable[..., Awaitable[None]], is_leaving: Callable[[], bool]
    ) -> None:
        self.site, self.is_leaving = site, is_leaving

    async def __call__(self, scope, receive, send) -> None:
        task = cast("asyncio.Task", asyncio.current_task())  # a server runs each in its own
        _requests.add(task)
        try:
            await self.site(scope, receive, self._last(send))
        finally:
            _requests.discard(task)

    def _last(self, send):
        """Says that the connection ends, so that no proxy keeps it for a request that would be lost."""

        async def send_last(event: dict) -> None:
            if event["type"] == "http.response.start" and self.is_leaving():
                event = {**event, "headers": [*event.get("headers", []), (b"connection", b"close")]}
            await send(event)

        return send_last
