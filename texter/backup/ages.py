"""How old the newest backup is: what `doctor` asks."""

from datetime import datetime

from django.conf import settings

from texter.backup.manifests import moment_of, names_in
from texter.backup.places import place_at


def last_backup_at() -> datetime | None:
    """When the newest one in BACKUP_TO was begun; None where there is none.

    Raises BackupError or OSError where that place cannot be read.
    """
    names = names_in(place_at(settings.BACKUP_TO))
    return moment_of(names[-1]) if names else None
