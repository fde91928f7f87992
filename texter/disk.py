"""The disk that the database and the files are on."""

import shutil

from django.conf import settings


def is_nearly_full() -> bool:
    """Whether less is free than all else needs to go on; with a bucket, files pass through, too."""
    least = settings.FREE_MEGABYTES * 2**20
    folders = {settings.DATA_DIR, settings.MEDIA_ROOT}
    return any(shutil.disk_usage(folder).free < least for folder in folders)
