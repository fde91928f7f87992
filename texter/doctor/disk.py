"""Where things are kept: the storage of files, the room on the disk, the last backup."""

import shutil
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from texter.backup.ages import last_backup_at
from texter.doctor.findings import Finding, doubtful, failed, well

MEGABYTE = 2**20
FRESH, STALE = timedelta(days=2), timedelta(days=8)


def storage() -> list[Finding]:
    """Writes a file, reads it and takes it away."""
    written = uuid4().bytes
    name = default_storage.save(f"doctor/{uuid4().hex}", ContentFile(written))
    try:
        with default_storage.open(name) as file:
            is_same = file.read() == written
    finally:
        default_storage.delete(name)
    if is_same:
        return [well("storage", _("A file was written, read and deleted."))]
    fix = _("See to the disk or the bucket before anybody sends a file.")
    return [failed("storage", _("A file came back other than it was written."), fix)]


def space() -> list[Finding]:
    least = settings.FREE_MEGABYTES
    free = min(shutil.disk_usage(each).free for each in (settings.DATA_DIR, settings.MEDIA_ROOT))
    words = _("%(free)s MB are free.") % {"free": free // MEGABYTE}
    fix = _("Make room: below %(least)s MB (FREE_MEGABYTES) no files are taken in.")
    fix %= {"least": least}
    if free < least * MEGABYTE:
        return [failed("disk", words, fix)]
    return [doubtful("disk", words, fix) if free < 2 * least * MEGABYTE else well("disk", words)]


def backup() -> list[Finding]:
    fix = _("Run manage.py backup every night, and keep what it makes on another machine.")
    made_at = last_backup_at()
    if made_at is None:
        return [
            doubtful(
                "backup", _("There is none in %(place)s.") % {"place": settings.BACKUP_TO}, fix
            )
        ]
    age = timezone.now() - made_at
    words = _("The newest is %(hours)s hours old.") % {"hours": int(age.total_seconds()) // 3_600}
    if age < FRESH:
        return [well("backup", words)]
    return [(failed if age > STALE else doubtful)("backup", words, fix)]
