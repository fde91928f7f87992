"""What an archive is made of: pieces of content, each kept once under its SHA-256."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple

from texter.backup.errors import Unsound
from texter.backup.places import Place

FOLDERS = [f"objects/{number:02x}" for number in range(256)]
DIGEST = re.compile(r"[0-9a-f]{64}")
PIECE = 2**18  # bytes


class Stored(NamedTuple):
    """What names an object: its digest and its size in bytes."""

    sha256: str
    size: int

    @classmethod
    def of(cls, pair) -> "Stored":
        """From an archive, where anything may stand. Raises ValueError or TypeError."""
        sha256, size = pair
        if not DIGEST.fullmatch(sha256) or type(size) is not int or size < 0:
            raise ValueError("no object")
        return cls(sha256, size)

    @property
    def path(self) -> str:
        return f"objects/{self.sha256[:2]}/{self.sha256}"


class Draft:
    """Counts and digests what is written on it; `stored` once it is kept."""

    stored: Stored

    def __init__(self, file: IO[bytes]):
        self.file = file
        self._size = 0
        self._digest = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self._digest.update(piece)
        self._size += len(piece)
        return self.file.write(piece)

    def flush(self) -> None:
        self.file.flush()

    def sign(self) -> Stored:
        self.stored = Stored(self._digest.hexdigest(), self._size)
        return self.stored


class Proof:
    """Reads an object and finds out whether it is the one that was asked for."""

    def __init__(self, file: IO[bytes], stored: Stored):
        self._file = file
        self._stored = stored
        self._size = 0
        self._digest = hashlib.sha256()

    def read(self, size: int = PIECE) -> bytes:
        piece = self._file.read(size if size >= 0 else PIECE)
        self._digest.update(piece)
        self._size += len(piece)
        if self._size > self._stored.size:
            self._refuse()
        return piece

    def finish(self) -> None:
        while self.read():
            pass
        if (self._digest.hexdigest(), self._size) != self._stored:
            self._refuse()

    def _refuse(self) -> None:
        raise Unsound(f"The archive is damaged: {self._stored.path} is not what was written.")


class Objects:
    """Those of one place. `added`: how many were not there before, and how many bytes they are."""

    def __init__(self, place: Place):
        self.place = place
        self.added = 0
        self.added_bytes = 0

    @contextmanager
    def drafting(self) -> Iterator[Draft]:
        """What is written becomes an object where the block ends well."""
        with self.place.draft() as file:
            draft = Draft(file)
            yield draft
            stored = draft.sign()
            if not self.holds(stored):
                self.place.keep(file, stored.path)
                self.added += 1
                self.added_bytes += stored.size

    def holds(self, stored: Stored) -> bool:
        return self.place.size(stored.path) == stored.size

    @contextmanager
    def opened(self, stored: Stored) -> Iterator[Proof]:
        """Raises Unsound at the latest where the block ends."""
        try:
            file = self.place.open(stored.path)
        except FileNotFoundError:
            raise Unsound(f"The archive is not whole: {stored.path} is missing.") from None
        with file:
            proof = Proof(file, stored)
            yield proof
            proof.finish()

    def copy(self, stored: Stored, target: IO[bytes] | None = None) -> None:
        """All of it, or nothing but the proof of it."""
        with self.opened(stored) as proof:
            while piece := proof.read():
                if target:
                    target.write(piece)
