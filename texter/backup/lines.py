"""Long lists in an archive: JSON, a line each, compressed, never whole in memory."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from texter.backup.errors import Unsound
from texter.backup.objects import Draft, Objects, Stored

LONGEST = 2**25  # bytes of a line, more than any row has
QUICK = 6  # zlib's own choice: three times as fast as the best, and nearly as small


class Lines:
    """Writes them down, and counts them."""

    def __init__(self, draft: Draft):
        self._draft = draft
        # Without a time in it, the same rows are the same object in the next backup.
        self._file = gzip.GzipFile("", "wb", QUICK, fileobj=draft, mtime=0)
        self.count = 0

    def add(self, values: list, plain: Callable[[Any], Any] = str) -> None:
        line = json.dumps(values, default=plain, sort_keys=True, separators=(",", ":"))
        self._file.write(line.encode() + b"\n")
        self.count += 1

    def close(self) -> None:
        self._file.close()

    @property
    def stored(self) -> Stored:
        return self._draft.stored


@contextmanager
def written(objects: Objects) -> Iterator[Lines]:
    """`stored` is known after the block."""
    with objects.drafting() as draft:
        lines = Lines(draft)
        try:
            yield lines
        finally:
            lines.close()


def read_lines(objects: Objects, stored: Stored, count: int) -> Iterator[list]:
    """So many lists. Raises Unsound before the last where there are more or fewer."""
    with objects.opened(stored) as proof:
        try:
            with gzip.GzipFile("", "rb", fileobj=proof) as file:
                for _ in range(count):
                    yield _values(file.readline(LONGEST))
                if file.read(1):
                    raise Unsound(f"{stored.path} has more lines than the {count} it should have.")
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise Unsound(f"{stored.path} cannot be unpacked: {error}.") from error


def _values(line: bytes) -> list:
    if not line.endswith(b"\n"):
        raise Unsound("The archive is damaged: a list ends too soon.")
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        raise Unsound("The archive is damaged: a line cannot be read.") from None
    if not isinstance(values, list):
        raise Unsound("The archive is damaged: a line is not one of values.")
    return values
