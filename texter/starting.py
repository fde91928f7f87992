"""What a server needs before it answers anybody: the tables, and the static files of this version.

Where texter keeps its own database it makes both by itself, however it is started. PostgreSQL is
shared by machines that may start at once, in two versions: there only `manage.py migrate` changes it.
"""

import fcntl
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from pkgutil import iter_modules
from time import sleep

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from texter import absence, aside, memory

logger = logging.getLogger(__name__)

_migrates_all = False


def migrate_all() -> None:
    """This process migrates PostgreSQL, too: `manage.py serve` is not one of many."""
    global _migrates_all
    _migrates_all = True


@cache
def prepare() -> None:
    """Once. Ends the process with a sentence where somebody else has to act.

    On a thread of its own: uvicorn loads us inside its loop, where Django refuses database work.
    """
    # `make dev` migrates, and files are found where they are written.
    if settings.DEBUG and not _migrates_all:
        return
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_prepare).result()


def collect_static() -> None:
    if not _static_files_changed():
        return
    try:
        call_command("collectstatic", verbosity=0, interactive=False)
        memory.tidy()
    except OSError as error:
        if not _manifest().exists():
            raise SystemExit(
                f"The static files are not collected, and STATIC_ROOT cannot be written ({error})."
                " Run: python manage.py collectstatic --noinput"
            ) from None
        logger.warning("The static files are an older version's: %s", error)


def _prepare() -> None:
    try:
        with _one_after_the_other():
            _complete_now_or_later()
            collect_static()
    finally:
        connection.close()


@contextmanager
def _one_after_the_other() -> Iterator[None]:
    """Processes of one machine that start together; the lock ends with its process."""
    with Path(settings.DATA_DIR, "starting.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _complete_now_or_later() -> None:
    """A database that is away comes back while we serve: hosts want to see the port open before."""
    try:
        _complete_tables()
    except OperationalError as error:
        logger.warning("The database does not answer: %s", error)
        aside.begin(_complete_later)


def _complete_later() -> None:
    while True:
        sleep(absence.EVERY)
        try:
            with _one_after_the_other():
                _complete_tables()
        except OperationalError:
            continue
        except SystemExit as sentence:  # /readyz says that they are missing
            logger.error("%s", sentence)
        return


def _complete_tables() -> None:
    missing = _missing_migrations()
    if not missing:
        return
    if connection.vendor != "sqlite" and not _migrates_all:
        raise SystemExit(
            f"The database lacks {len(missing)} migrations, {missing[0]} among them."
            " Run: python manage.py migrate --noinput"
        )
    call_command("migrate", verbosity=0, interactive=False)
    memory.tidy()


def _missing_migrations() -> list[str]:
    """By their files' names: loading them takes longer than all the rest of a start."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(
        f"{app.label}.{module.name}"
        for app in apps.get_app_configs()
        for module in iter_modules([str(Path(app.path, "migrations"))])
        if (app.label, module.name) not in applied and not module.name.startswith("_")
    )


def _manifest() -> Path:
    return Path(settings.STATIC_ROOT) / "staticfiles.json"


def _static_files_changed() -> bool:
    """Whether any source file is newer than the manifest of the last collection."""
    if not _manifest().exists():
        return True
    collected_at = _manifest().stat().st_mtime
    return any(
        Path(storage.path(name)).stat().st_mtime > collected_at
        for finder in finders.get_finders()
        for name, storage in finder.list([])
    )
