"""A backup that somebody wants back: what it says, and whether that is so."""

from typing import NamedTuple

from texter.backup.errors import Unsound
from texter.backup.file_lists import FileList
from texter.backup.keys import read_keys
from texter.backup.manifests import Manifest, Table, read_manifest
from texter.backup.media import check_files
from texter.backup.objects import Objects
from texter.backup.places import Place
from texter.backup.rows import ModelType, check_rows
from texter.backup.schema import Schema


class Archive(NamedTuple):
    """`tables`: each with the model that it was made from, after those that it points to."""

    manifest: Manifest
    objects: Objects
    schema: Schema
    tables: list[tuple[Table, ModelType]]


def open_archive(place: Place, name: str | None = None) -> Archive:
    """The newest, or the one of that name. Raises BackupError where it cannot be restored here."""
    manifest = read_manifest(place, name)
    schema = Schema(manifest.migrations)
    return Archive(manifest, Objects(place), schema, _paired(manifest, schema))


def check_archive(archive: Archive) -> None:
    """Reads all of it and writes nothing. Raises Unsound."""
    with FileList() as files:
        check_files(archive.manifest.media, archive.objects, files)
        for table, model in archive.tables:
            check_rows(table, model, archive.objects, files)
    if archive.manifest.secrets:
        read_keys(archive.manifest.secrets, archive.objects)


def _paired(manifest: Manifest, schema: Schema) -> list[tuple[Table, ModelType]]:
    tables = {table.model: table for table in manifest.tables}
    models = {model._meta.label_lower: model for model in schema.models}
    is_whole = len(tables) == len(manifest.tables) and not tables.keys() & set(manifest.left_out)
    if not is_whole or tables.keys() | set(manifest.left_out) != models.keys():
        raise Unsound("The archive is not whole: its tables are not those of its own migrations.")
    return [(tables[label], model) for label, model in models.items() if label in tables]
