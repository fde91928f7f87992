"""Reading a request's body: bounded in size and in time, before anything looks at it (promise P22).

A stranger gets as much as a form needs. Somebody who is signed in may upload a file; whether they
are is asked only when a body turns out to be that long. What they may not is read past, so that their
browser shows the answer, and its start is kept, so that the answer may hold what they typed.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from os import SEEK_END
from typing import IO

from django.conf import settings
from django.core.exceptions import RequestAborted

from chat.errors import ChatError, NoSpace, TooSlow, UploadTooLong
from texter import disk


class BodyRefused(Exception):
    """`refusal`: why. `head`: what somebody who is signed in sent first, all else was dropped."""

    def __init__(self, refusal: ChatError, head: IO | None = None):
        super().__init__(refusal.code)
        self.refusal, self.head = refusal, head


async def read_body(receive, announced: int, may_upload: Callable[[], Awaitable[bool]]) -> IO:
    """The whole body in a file, from its start. `announced`: its Content-Length, 0 for none.

    `may_upload` may raise a ChatError, too; raises BodyRefused.
    """
    body = tempfile.SpooledTemporaryFile(  # noqa: SIM115  (the handler closes it)
        max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE, dir=settings.FILE_UPLOAD_TEMP_DIR
    )
    try:
        async with asyncio.timeout(settings.BODY_SECONDS) as patience:
            refusal = await _fill(body, receive, announced, may_upload, patience)
    except (TimeoutError, ChatError) as error:
        body.close()
        raise BodyRefused(error if isinstance(error, ChatError) else TooSlow()) from None
    except BaseException:
        body.close()
        raise
    body.seek(0)
    if refusal:
        raise BodyRefused(refusal, body)
    return body


async def _fill(
    body: IO, receive, announced: int, may_upload, patience: asyncio.Timeout
) -> ChatError | None:
    """Gives the refusal of what was read to its end and dropped; raises where it does not wait for that."""
    limit, length = settings.BODY_BYTES, announced
    more = True
    while more:
        if length > limit == settings.BODY_BYTES and await may_upload():
            limit = settings.UPLOAD_BYTES
            patience.reschedule(asyncio.get_running_loop().time() + settings.UPLOAD_SECONDS)
        if refusal := _refusal(length, limit):
            if limit == settings.BODY_BYTES or announced > settings.READ_PAST_BYTES:
                raise refusal
            await _read_past(body, receive)
            return refusal
        event = await _received(receive)
        body.write(event.get("body", b""))
        more = event.get("more_body", False)
        length = max(announced, body.tell())
    return None


def _refusal(length: int, limit: int) -> ChatError | None:
    if length > limit:
        return UploadTooLong(limit)
    if limit == settings.UPLOAD_BYTES and disk.is_nearly_full():
        return NoSpace()
    return None


async def _read_past(body: IO, receive) -> None:
    """Nothing more is kept than the head."""
    body.truncate(min(body.tell(), settings.HEAD_BYTES))
    body.seek(0, SEEK_END)
    length, more = 0, True
    while more and length <= settings.READ_PAST_BYTES:
        event = await _received(receive)
        piece = event.get("body", b"")
        body.write(piece[: max(0, settings.HEAD_BYTES - body.tell())])
        length += len(piece)
        more = event.get("more_body", False)


async def _received(receive) -> dict:
    event = await receive()
    if event["type"] == "http.disconnect":
        raise RequestAborted
    return event
