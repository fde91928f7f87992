"""Harm that is done to an archive, by chance or by somebody who knows how it is signed."""

import gzip
import hashlib
import json

from texter.backup.archives import open_archive
from texter.backup.manifests import FOLDER, Manifest, digest_of
from texter.backup.objects import Stored
from texter.backup.places import Folder


def rewrite(place: Folder, **changes) -> None:
    """Change what the manifest says, as somebody would who knows how it is signed."""
    (name,) = place.names(FOLDER)
    path = place.path / FOLDER / name
    said = json.loads(path.read_text())
    del said["sha256"]
    for key, change in changes.items():
        said[key] = change(said[key]) if callable(change) else change
    path.write_text(json.dumps({**said, "sha256": digest_of(said)}))


def manifest_of(place: Folder) -> Manifest:
    return open_archive(place).manifest


def table(place: Folder, label: str):
    return next(each for each in manifest_of(place).tables if each.model == label)


def lines_of(place: Folder, stored: Stored) -> list:
    text = gzip.decompress((place.path / stored.path).read_bytes())
    return [json.loads(line) for line in text.splitlines()]


def put(place: Folder, content: bytes) -> list:
    stored = Stored(hashlib.sha256(content).hexdigest(), len(content))
    path = place.path / stored.path
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return list(stored)


def put_lines(place: Folder, lines: list) -> list:
    return put(place, gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in lines)))


def with_rows(place: Folder, label: str, change) -> None:
    """Change the lines of one table, and sign that."""
    lines = lines_of(place, table(place, label).stored)
    stored = put_lines(place, change(lines))

    def put_in(tables: list) -> list:
        return [{**each, "stored": stored} if each["model"] == label else each for each in tables]

    rewrite(place, tables=put_in)


def with_files(place: Folder, change) -> None:
    lines = change(lines_of(place, manifest_of(place).media.stored))
    stored = put_lines(place, lines)
    rewrite(place, media=lambda media: {**media, "stored": stored})
