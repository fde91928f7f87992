"""A file as an answer, whole or in part: a player asks for the part that it plays."""

import re
from typing import IO, NamedTuple

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from accounts.exports import Pieces

# What is shorter is answered in one piece; streaming costs a change of threads for every one.
AT_ONCE = 256 * 1024
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Span(NamedTuple):
    start: int
    length: int


class Unsatisfiable(Exception):
    """The range lies behind the end."""


class Part:
    """A file's span, read like a file."""

    def __init__(self, file: IO[bytes], span: Span):
        file.seek(span.start)
        self.file, self.left = file, span.length

    def read(self, size: int) -> bytes:
        piece = self.file.read(min(size, self.left))
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        self.file.close()


def answer(request: HttpRequest, file: IO[bytes], size: int, headers: dict) -> HttpResponse:
    """The file, which the answer closes: 200, 206 for a part, or 416. `headers` hold its ETag."""
    headers = {**headers, "Accept-Ranges": "bytes"}
    try:
        span = _span(request, size, headers["ETag"])
    except Unsatisfiable:
        file.close()
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    if span is None:
        return _body(file, Span(0, size), 200, headers)
    last = span.start + span.length - 1
    headers["Content-Range"] = f"bytes {span.start}-{last}/{size}"
    return _body(file, span, 206, headers)


def _body(file: IO[bytes], span: Span, status: int, headers: dict) -> HttpResponse:
    headers = headers | {"Content-Length": str(span.length)}
    part = Part(file, span)
    if span.length > AT_ONCE:
        return StreamingHttpResponse(Pieces(part), status=status, headers=headers)
    with file:
        return HttpResponse(part.read(span.length), status=status, headers=headers)


def _span(request: HttpRequest, size: int, etag: str) -> Span | None:
    """None for all of it: also where several are asked for, or where the file is another by now."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or not any(asked.groups()):
        return None
    first, last = (int(number) if number else None for number in asked.groups())
    if first is None:
        return _end(size, last or 0)
    if first >= size:
        raise Unsatisfiable
    end = size - 1 if last is None else min(last, size - 1)
    return Span(first, end - first + 1) if end >= first else None


def _end(size: int, length: int) -> Span:
    """The last so many bytes."""
    length = min(length, size)
    if not length:
        raise Unsatisfiable
    return Span(size - length, length)
