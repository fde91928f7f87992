"""The list of what is in an archive, and of what it was made from."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from texter.backup.errors import BackupError, Newer, Unsound
from texter.backup.objects import Stored
from texter.backup.places import Place

FORMAT = 1
FOLDER = "manifests"
NAMED = "%Y-%m-%dT%H%M%S.%fZ"
NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}\.\d{6}Z")
LONGEST = 2**22  # bytes; one has some 20,000

Migration = tuple[str, str]  # app and name


class Table(NamedTuple):
    """`last_id`: the highest number that was ever given out, where the database gives them."""

    model: str
    fields: list[str]
    rows: int
    last_id: int | None
    stored: Stored


class Media(NamedTuple):
    """`gone`: files that were deleted while the backup was made."""

    files: int
    bytes: int
    gone: int
    stored: Stored


class Manifest(NamedTuple):
    name: str
    database: str
    migrations: list[Migration]
    left_out: list[str]
    tables: list[Table]
    media: Media
    secrets: Stored | None

    @property
    def made_at(self) -> datetime:
        return moment_of(self.name)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def name_of(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(NAMED)


def moment_of(name: str) -> datetime:
    return datetime.strptime(name, NAMED).replace(tzinfo=UTC)


def names_in(place: Place) -> list[str]:
    """Oldest first."""
    files = [name.removesuffix(".json") for name in place.names(FOLDER)]
    return [name for name in files if NAME.fullmatch(name)]


def path_of(name: str) -> str:
    return f"{FOLDER}/{name}.json"


def keep_manifest(manifest: Manifest, place: Place) -> None:
    """From now on it is a backup."""
    place.settle()
    with place.draft() as file:
        file.write(_written(manifest))
        place.keep(file, path_of(manifest.name))
    place.settle()


def read_manifest(place: Place, name: str | None = None) -> Manifest:
    """The newest, or the one of that name."""
    name = name or next(reversed(names_in(place)), None)
    if name is None:
        raise BackupError(f"There is no backup in {place}.")
    if not NAME.fullmatch(name) or place.size(path_of(name)) is None:
        raise BackupError(f"There is no backup {name} in {place}.")
    with place.open(path_of(name)) as file:
        return _read(name, file.read(LONGEST + 1))


def digest_of(said: dict) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _written(manifest: Manifest) -> bytes:
    tables = [table._asdict() for table in manifest.tables]
    parts = {**manifest._asdict(), "tables": tables, "media": manifest.media._asdict()}
    said = {"format": FORMAT, **parts}
    return json.dumps({**said, "sha256": digest_of(said)}, indent=1).encode()


def _read(name: str, text: bytes) -> Manifest:
    try:
        said = json.loads(text[:LONGEST])
        digest = said.pop("sha256")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Unsound(f"The list of backup {name} cannot be read.") from None
    if said.get("format") != FORMAT:
        raise Newer(f"Backup {name} is written in a way that this texter does not know.")
    if digest != digest_of(said) or said.get("name") != name:
        raise Unsound(f"The list of backup {name} is damaged.")
    try:
        return _checked(said)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Unsound(f"The list of backup {name} says what none does.") from None


def _checked(said: dict[str, Any]) -> Manifest:
    secrets = said["secrets"]
    return Manifest(
        name=said["name"],
        database=_text(said["database"]),
        migrations=[(_text(app), _text(name)) for app, name in said["migrations"]],
        left_out=_each(_text, said["left_out"]),
        tables=_each(_table, said["tables"]),
        media=_media(said["media"]),
        secrets=secrets and Stored.of(secrets),
    )


def _table(said: dict[str, Any]) -> Table:
    last_id = said["last_id"]
    return Table(
        model=_text(said["model"]),
        fields=_each(_text, said["fields"]),
        rows=_count(said["rows"]),
        last_id=None if last_id is None else _count(last_id),
        stored=Stored.of(said["stored"]),
    )


def _media(said: dict[str, Any]) -> Media:
    counts = (_count(said[name]) for name in ("files", "bytes", "gone"))
    return Media(*counts, Stored.of(said["stored"]))


def _each(check: Callable, found: list) -> list:
    if not isinstance(found, list):
        raise TypeError
    return [check(each) for each in found]


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError
    return found


def _count(found: Any) -> int:
    if type(found) is not int or found < 0:
        raise TypeError
    return found
