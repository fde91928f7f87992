"""Where backups lie: a folder here, or a bucket (texter/backup/buckets.py)."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol

from django.utils.module_loading import import_string

from texter.backup.errors import BackupError

IN_A_BUCKET = "s3://"


class Place(Protocol):
    """Names are relative, with slashes."""

    def locked(self) -> AbstractContextManager[None]:
        """For whoever writes."""

    def draft(self) -> AbstractContextManager[IO[bytes]]:
        """Something to write on that is gone afterwards, unless it was kept."""

    def keep(self, draft: IO[bytes], name: str) -> None:
        """All of it appears under that name, or nothing does."""

    def settle(self) -> None:
        """What was kept so far survives a power cut."""

    def size(self, name: str) -> int | None:
        """Bytes; None where nothing is."""

    def open(self, name: str) -> IO[bytes]:
        """Raises FileNotFoundError."""

    def names(self, folder: str) -> list[str]:
        """Sorted; a folder that is not there is empty."""

    def remove(self, name: str) -> None: ...


def place_at(address: str) -> Place:
    """The folder, or s3://bucket/folder."""
    if address.startswith(IN_A_BUCKET):
        # Amazon's client takes 30 MB, and most sites need none.
        return import_string("texter.backup.buckets.BucketPlace")(address)
    return Folder(Path(address))


class Folder:
    """All of it is its owner's alone."""

    def __init__(self, path: Path):
        self.path = path.resolve()
        self._incoming = self.path / "incoming"
        self._touched: set[Path] = set()

    def __str__(self) -> str:
        return str(self.path)

    @contextmanager
    def locked(self) -> Iterator[None]:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._make(self._incoming)
        with open(os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BackupError(f"Another backup into {self} is under way.") from None
            for leftover in self._incoming.iterdir():  # of one that was killed
                leftover.unlink()
            yield

    @contextmanager
    def draft(self) -> Iterator[IO[bytes]]:
        with tempfile.NamedTemporaryFile(dir=self._incoming, delete=False) as file:
            try:
                yield file
            finally:
                with suppress(FileNotFoundError):
                    os.unlink(file.name)

    def keep(self, draft: IO[bytes], name: str) -> None:
        draft.flush()
        os.fsync(draft.fileno())
        target = self.path / name
        self._make(target.parent)
        os.replace(draft.name, target)
        self._touched |= {target.parent, target.parent.parent}

    def _make(self, folder: Path) -> None:
        """With those above it, each for its owner alone, which mkdir's `parents` are not."""
        if folder != self.path and not folder.exists():
            self._make(folder.parent)
            folder.mkdir(mode=0o700, exist_ok=True)

    def settle(self) -> None:
        while self._touched:
            descriptor = os.open(self._touched.pop(), os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def size(self, name: str) -> int | None:
        try:
            return (self.path / name).stat().st_size
        except FileNotFoundError:
            return None

    def open(self, name: str) -> IO[bytes]:
        return open(self.path / name, "rb")

    def names(self, folder: str) -> list[str]:
        try:
            return sorted(entry.name for entry in os.scandir(self.path / folder))
        except FileNotFoundError:
            return []

    def remove(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)
