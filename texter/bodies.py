"""Reading a request's body: bounded in size and in time, before anything looks at it (promise P22).

A stranger gets as much as a form needs. Somebody who is signed in may upload a file; whether they
are is asked only when a body turns out to be that long.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from typing import IO

from django.conf import settings
from django.core.exceptions import RequestAborted


class BodyRefused(Exception):
    """`status`: 413 where it is longer than `limit`, in bytes, 408 where it takes too long."""

    def __init__(self, status: int, limit: int = 0):
        super().__init__(status)
        self.status, self.limit = status, limit


async def read_body(receive, announced: int, may_upload: Callable[[], Awaitable[bool]]) -> IO:
    """The whole body in a file, from its start. `announced`: its Content-Length, 0 for none."""
    body = tempfile.SpooledTemporaryFile(  # noqa: SIM115  (the handler closes it)
        max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE, dir=settings.FILE_UPLOAD_TEMP_DIR
    )
    try:
        async with asyncio.timeout(settings.BODY_SECONDS) as patience:
            await _fill(body, receive, announced, may_upload, patience)
    except TimeoutError:
        body.close()
        raise BodyRefused(408) from None
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


async def _fill(body: IO, receive, announced: int, may_upload, patience: asyncio.Timeout) -> None:
    limit, length = settings.BODY_BYTES, announced
    more = True
    while more:
        if length > limit == settings.BODY_BYTES and await may_upload():
            limit = settings.UPLOAD_BYTES
            patience.reschedule(asyncio.get_running_loop().time() + settings.UPLOAD_SECONDS)
        if length > limit:
            raise BodyRefused(413, limit)
        event = await receive()
        if event["type"] == "http.disconnect":
            raise RequestAborted
        body.write(event.get("body", b""))
        more = event.get("more_body", False)
        length = max(announced, body.tell())
