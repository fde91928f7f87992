"""Make a backup, of a site that goes on."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from texter.backup.errors import BackupError
from texter.backup.file_lists import FileList
from texter.backup.keys import keep_keys
from texter.backup.manifests import Manifest, keep_manifest, name_of, read_manifest
from texter.backup.media import keep_files, listed
from texter.backup.objects import Objects, Stored
from texter.backup.places import Place
from texter.backup.rows import keep_rows
from texter.backup.schema import LEFT_OUT, SESSIONS, Schema, migrations_here
from texter.backup.snapshots import snapshot


class Backup(NamedTuple):
    """`objects` knows what was new in its place."""

    manifest: Manifest
    objects: Objects


def make_backup(place: Place) -> Backup:
    """Without the keys, and without the sessions, which open nothing without them."""
    with place.locked():
        return _make(Objects(place), left_out={**LEFT_OUT, **SESSIONS})


def make_backup_with_keys(place: Place) -> Backup:
    """Whoever reads it is in: everybody's second factors and sessions are good to them."""
    with place.locked():
        objects = Objects(place)
        return _make(objects, left_out=LEFT_OUT, keys=keep_keys(objects))


def _make(objects: Objects, *, left_out: dict[str, str], keys: Stored | None = None) -> Backup:
    name = name_of(timezone.now())
    with FileList() as files:
        with snapshot():
            migrations = migrations_here()
            if not migrations:
                raise BackupError("There is nothing to back up: the database is blank.")
            tables = [
                keep_rows(model, objects, files)
                for model in Schema(migrations).models
                if model._meta.label_lower not in left_out
            ]
        with _known(objects) as known:  # after the snapshot: a long one fills SQLite's log
            media = keep_files(files, known, objects)
    manifest = Manifest(name, connection.vendor, migrations, sorted(left_out), tables, media, keys)
    keep_manifest(manifest, objects.place)
    return Backup(manifest, objects)


@contextmanager
def _known(objects: Objects) -> Iterator[FileList]:
    """The files of the backup before; none where there is none that can be read."""
    with FileList() as known:
        with suppress(BackupError):
            for name, stored in listed(read_manifest(objects.place).media, objects):
                known.add(name, stored)
        yield known
