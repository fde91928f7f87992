"""A list of files that may be longer than memory: it lies on the disk while it is needed."""

import sqlite3
from collections.abc import Iterator

from texter.backup.objects import Stored

TABLE = "CREATE TABLE files (name TEXT PRIMARY KEY, sha256 TEXT, size INTEGER) WITHOUT ROWID"
FILES = "SELECT name FROM files ORDER BY name"


class FileList:
    """Names, each once, with the object that holds the file where it is known."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # a file that nobody else sees
        self._database.execute(TABLE)

    def __enter__(self) -> "FileList":
        return self

    def __exit__(self, *error) -> None:
        self._database.close()

    def __contains__(self, name: str) -> bool:
        return self._row(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in self._database.execute(FILES))

    def add(self, name: str, stored: Stored | None = None) -> None:
        words = (name, *(stored or (None, None)))
        self._database.execute("INSERT OR IGNORE INTO files VALUES (?, ?, ?)", words)

    def stored(self, name: str) -> Stored | None:
        row = self._row(name)
        return Stored(*row) if row and row[0] else None

    def _row(self, name: str) -> tuple | None:
        asked = "SELECT sha256, size FROM files WHERE name = ?"
        return self._database.execute(asked, [name]).fetchone()
