"""The files that people sent, on their way into an archive and back."""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from texter.backup.errors import BackupError, Unsound
from texter.backup.file_lists import FileList
from texter.backup.lines import read_lines, written
from texter.backup.manifests import Media
from texter.backup.objects import PIECE, Objects, Stored

LONGEST_NAME = 500


def keep_files(files: FileList, known: FileList, objects: Objects) -> Media:
    """Put what is on the list into the archive; what is `known` lies in its place already."""
    count = size = gone = 0
    with written(objects) as lines:
        for name in files:
            stored = _kept(name, known, objects)
            lines.add([name, stored])
            count += stored is not None
            gone += stored is None
            size += stored.size if stored else 0
    return Media(count, size, gone, lines.stored)


def listed(media: Media, objects: Objects) -> Iterator[tuple[str, Stored | None]]:
    """Each file's name, and what it was; None where it was gone. Raises Unsound."""
    for values in read_lines(objects, media.stored, media.files + media.gone):
        try:
            name, pair = values
            stored = pair and Stored.of(pair)
        except (ValueError, TypeError):
            raise Unsound("The archive is damaged: its list of files is none.") from None
        if not _is_harmless(name):
            raise Unsound(f"The archive is not ours: it has a file at {name!r}.")
        yield name, stored


def check_files(media: Media, objects: Objects, files: FileList) -> None:
    """Reads them all, and fills the list of them. Raises Unsound."""
    found = [0, 0, 0]
    for name, stored in listed(media, objects):
        if name in files:
            raise Unsound(f"The archive is damaged: it has two files at {name}.")
        if stored:
            objects.copy(stored)
        files.add(name, stored)
        counted = (1, stored.size, 0) if stored else (0, 0, 1)
        found = [one + other for one, other in zip(found, counted, strict=True)]
    if tuple(found) != media[:3]:
        raise Unsound("The archive is damaged: its files are not as many as its list says.")


def load_files(media: Media, objects: Objects) -> None:
    """Put them where they were. What an earlier try put there is left as it is."""
    for name, stored in listed(media, objects):
        if stored and default_storage.exists(name):
            _compare(name, stored)
        elif stored:
            _load(name, stored, objects)


def _kept(name: str, known: FileList, objects: Objects) -> Stored | None:
    """None where somebody deleted it since its row was read; a bucket says that in many ways."""
    try:
        stored = known.stored(name)
        # A name belongs to one content for good, so what is known need not be read again.
        if stored and stored.size == default_storage.size(name) and objects.holds(stored):
            return stored
        return _put(name, objects)
    except Exception:
        if default_storage.exists(name):
            raise
        return None


def _put(name: str, objects: Objects) -> Stored:
    with default_storage.open(name) as file, objects.drafting() as draft:
        while piece := file.read(PIECE):
            draft.write(piece)
    return draft.stored


def _load(name: str, stored: Stored, objects: Objects) -> None:
    with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
        objects.copy(stored, file)
        file.seek(0)
        if (place := default_storage.save(name, File(file))) != name:
            default_storage.delete(place)
            raise BackupError(f"Somebody else is putting files here: {name} was taken.")


def _compare(name: str, stored: Stored) -> None:
    digest = hashlib.sha256()
    with default_storage.open(name) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    if digest.hexdigest() != stored.sha256:
        raise BackupError(f"This site is not empty: another file is at {name}.")


def _is_harmless(name) -> bool:
    """Whether it is a place below the folder of files, as texter writes one."""
    if not isinstance(name, str) or not name.isprintable() or len(name) > LONGEST_NAME:
        return False
    path = PurePosixPath(name)
    is_plain = str(path) == name and "\\" not in name and not path.is_absolute()
    return is_plain and ".." not in path.parts and len(path.parts) > 1
