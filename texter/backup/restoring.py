"""Make an empty site what another one was."""

from io import StringIO

from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, transaction

from texter.backup.archives import Archive, check_archive
from texter.backup.databases import check_is_empty, migrate_to
from texter.backup.errors import BackupError
from texter.backup.media import load_files
from texter.backup.rows import load_rows


def restore(archive: Archive) -> None:
    """Raises BackupError: before anything is written where the archive or the site is not as it
    has to be. Files come first, so that one that was interrupted can be begun again."""
    check_archive(archive)
    check_is_empty()
    load_files(archive.manifest.media, archive.objects)
    migrate_to(archive.schema)
    try:
        _load(archive)
    except DatabaseError as error:
        said = str(error).partition("\n")[0]
        raise BackupError(f"The database does not take what the archive has: {said}") from error
    _finish()


@transaction.atomic
def _load(archive: Archive) -> None:
    for _, model in reversed(archive.tables):  # what migrations made comes from the archive, too
        model._base_manager.all().delete()
    for table, model in archive.tables:
        load_rows(table, model, archive.objects)


def _finish() -> None:
    """What this texter makes of an older site, and what is derived."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("reindex", stdout=StringIO())
    cache.clear()  # it may hold another site's
