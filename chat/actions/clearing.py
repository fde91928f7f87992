"""Files that nobody can have any more are cleared away."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import cycle, islice
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from chat.models import Attachment

# Whoever uploads sends within minutes; a browser that was away for the night may still have it.
WAITING = timedelta(days=1)
# A deletion is undone within seconds; longer than any clock is wrong.
DELETED = timedelta(hours=1)
AT_ONCE = 100
KEYS_AT_ONCE = 500
ROOT = "attachments"
# As chat/models/attachment.py names them. Of 256, each is looked through once in three hours.
FOLDERS = [f"{number:02x}" for number in range(256)]
FOLDERS_AT_ONCE = 16

_next_folders = cycle(FOLDERS)


def clean_attachments() -> int:
    """Remove what was never sent, and what went with messages that are deleted; how many it was."""
    count = 0
    while cleaned := _clean_some():
        count += cleaned
    return count


@transaction.atomic
def _clean_some() -> int:
    """What is just being sent, or cleaned by another process, is left alone."""
    now = timezone.now()
    outlived = Attachment.objects.outlived(now - WAITING, now - DELETED)
    found = outlived.select_for_update(skip_locked=True, of=("self",))[:AT_ONCE]
    ids = [attachment.pk for attachment in found]
    Attachment.objects.filter(pk__in=ids).delete()
    return len(ids)


def clean_strays(folders: Iterable[str] = FOLDERS) -> int:
    """Remove files that no row knows, as a killed process leaves them; how many it was."""
    return sum(_clean_folder(f"{ROOT}/{folder}") for folder in folders)


def clean_some_strays() -> int:
    """Those in the next few folders: a large place is looked through in turns."""
    return clean_strays(islice(_next_folders, FOLDERS_AT_ONCE))


def _clean_folder(folder: str) -> int:
    """Files of the last day may belong to an upload that is under way."""
    names = _names_in(folder)
    kept = _kept_among({key for name in names if (key := _key(name))})
    before = timezone.now() - WAITING
    strays = [f"{folder}/{name}" for name in names if _key(name) not in kept]
    old = [path for path in strays if _is_older(path, before)]
    for path in old:
        default_storage.delete(path)
    return len(old)


def _names_in(folder: str) -> list[str]:
    """A bucket has no folders, so none is missing there, and none is there to be asked for."""
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


def _is_older(path: str, moment: datetime) -> bool:
    try:
        return default_storage.get_modified_time(path) < moment
    except FileNotFoundError:  # somebody was quicker
        return False


def _kept_among(keys: set[UUID]) -> set[UUID]:
    """A database takes only so many of them in one question."""
    kept: set[UUID] = set()
    asked = iter(keys)
    while some := list(islice(asked, KEYS_AT_ONCE)):
        kept.update(Attachment.objects.filter(key__in=some).values_list("key", flat=True))
    return kept


def _key(name: str) -> UUID | None:
    try:
        return UUID(name[:32])
    except ValueError:
        return None
