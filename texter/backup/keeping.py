"""Old backups go, and with them whatever is in none of the others."""

from texter.backup.file_lists import FileList
from texter.backup.manifests import Manifest, names_in, path_of, read_manifest
from texter.backup.media import listed
from texter.backup.objects import FOLDERS, Objects
from texter.backup.places import Place


def keep_newest(place: Place, count: int) -> int:
    """How many went. Raises BackupError where one that stays cannot be read: it may need anything."""
    with place.locked():
        old = names_in(place)[:-count]
        for name in old:
            place.remove(path_of(name))
        place.settle()
        _sweep(Objects(place))
    return len(old)


def _sweep(objects: Objects) -> None:
    with FileList() as needed:
        for name in names_in(objects.place):
            _note(read_manifest(objects.place, name), objects, needed)
        for folder in FOLDERS:
            for digest in objects.place.names(folder):
                if digest not in needed:
                    objects.place.remove(f"{folder}/{digest}")


def _note(manifest: Manifest, objects: Objects, needed: FileList) -> None:
    stored = [manifest.media.stored, *(table.stored for table in manifest.tables)]
    if manifest.secrets:
        stored.append(manifest.secrets)
    for each in stored:
        needed.add(each.sha256)
    for _, file in listed(manifest.media, objects):
        if file:
            needed.add(file.sha256)
