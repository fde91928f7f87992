"""Files that nobody can have any more are cleared away."""

from datetime import timedelta
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
ROOT = "attachments"


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


def clean_strays() -> int:
    """Remove files that no row knows, as a killed process leaves them; reads the whole folder."""
    if not default_storage.exists(ROOT):
        return 0
    folders = default_storage.listdir(ROOT)[0]
    return sum(_clean_folder(f"{ROOT}/{folder}") for folder in folders)


def _clean_folder(folder: str) -> int:
    """Files of the last day may belong to an upload that is under way."""
    names = default_storage.listdir(folder)[1]
    kept = _kept_among({key for name in names if (key := _key(name))})
    before = timezone.now() - WAITING
    strays = [f"{folder}/{name}" for name in names if _key(name) not in kept]
    old = [path for path in strays if default_storage.get_modified_time(path) < before]
    for path in old:
        default_storage.delete(path)
    return len(old)


def _kept_among(keys: set[UUID]) -> set[UUID]:
    return set(Attachment.objects.filter(key__in=keys).values_list("key", flat=True))


def _key(name: str) -> UUID | None:
    try:
        return UUID(name[:32])
    except ValueError:
        return None
