"""The environment in which Django starts here: chosen before the settings are read."""

import atexit
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from functools import cached_property
from pathlib import Path

from django.db import connection

from tests.services.postgres import PostgresServer
from tests.services.server import Server

DATABASES = {"sqlite", "postgres"}
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30  # bytes
# What the shell may hold for the texter that runs on this machine.
OURS = {
    "DATABASE_URL",
    "REDIS_URL",
    "SITE_URL",
    "SITE_NAME",
    "ALLOWED_HOSTS",
    "TRUSTED_PROXIES",
    "DYNO",
    "REDIS_TLS_INSECURE",
    "DATABASE_CONNECTIONS",
    "DATABASE_PREPARED",
    "DEBUG",
    "HOST",
    "PORT",
    "SMS",
    "SMS_COUNTRIES",
    "MAX_USERS_IN_ROOM",
    "MESSAGES_A_MINUTE",
    "SOCKETS_A_PROCESS",
    "LINK_PREVIEW_HOSTS",
    "UPLOADED_MEGABYTES_A_DAY",
    "FREE_MEGABYTES",
    "SMS_DAILY_BUDGET",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_FROM",
    "TWILIO_VERIFY_SERVICE",
    "TWILIO_API_URL",
    "GOOGLE_CLIENT_ID",
    "GOOGLE_CLIENT_SECRET",
    "GOOGLE_URL",
    "OIDC_SERVER",
    "OIDC_NAME",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "EMAIL_URL",
    "EMAIL_FROM",
    "EMAIL_REQUIRED",
    "ENCRYPTION_KEYS",
    "MEDIA_ROOT",
    "S3_BUCKET",
    "S3_REGION",
    "S3_ENDPOINT",
    "S3_ACCESS_KEY_ID",
    "S3_SECRET_ACCESS_KEY",
    "BACKUP_TO",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "METRICS_TOKEN",
    "SENTRY_DSN",
    "WEB_CONCURRENCY",
}

# Static files that somebody collected already (bin/check does, for all of its steps).
COLLECTED = "TEXTER_TEST_STATIC"

# The same of an SQLite file with all tables.
MIGRATED = "TEXTER_TEST_MIGRATED"

FILE = "texter.sqlite3"  # what texter calls its own database in DATA_DIR
# Rows that `migrate` writes, and not in the tests' own process.
BY_DJANGO = ("auth_permission", "django_content_type")


def _quick_folder() -> Path | None:
    """Fast rather than durable, as with PostgreSQL: what SQLite waits for is the disk."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if has_room else None


class Environment:
    """The test run's own data folder and, where asked for, its PostgreSQL."""

    def __init__(self) -> None:
        self.database = os.environ.get("TEXTER_TEST_DATABASE", "sqlite")
        if self.database not in DATABASES:
            raise SystemExit("TEXTER_TEST_DATABASE is sqlite or postgres.")
        self.data_dir = Path(tempfile.mkdtemp(prefix="texter-tests-", dir=_quick_folder()))
        self._postgres: PostgresServer | None = None
        atexit.register(self.remove)

    def withdraw(self) -> None:
        """Processes that test beside each other choose for themselves; this one only hands out."""
        self.remove()
        for name in ("DATABASE_URL", "DATA_DIR", "STATIC_ROOT", "DJANGO_SETTINGS_MODULE"):
            os.environ.pop(name, None)

    def apply(self) -> None:
        for name in OURS:
            os.environ.pop(name, None)
        os.environ["DATA_DIR"] = str(self.data_dir)
        os.environ["STATIC_ROOT"] = os.environ.get(COLLECTED, str(self.data_dir / "static"))
        os.environ["SECRET_KEY"] = (
            "for tests only: servers under test share it, so sessions hold in both"
        )
        os.environ["DJANGO_SETTINGS_MODULE"] = "texter.settings"
        os.environ["LINK_PREVIEWS"] = "0"  # tests ask nobody outside
        os.environ["MESSAGES_A_MINUTE"] = "60000"  # tests write faster than people
        # Playwright's synchronous interface leaves a running loop in the tests' thread.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        if self.database == "postgres":
            os.environ["DATABASE_URL"] = self.postgres().new_database()

    def postgres(self) -> PostgresServer:
        if not self._postgres:
            self._postgres = PostgresServer()
            self._postgres.start()
        return self._postgres

    def shared_data(self) -> dict[str, str]:
        """What a server needs to open the database of the running test."""
        if self.database == "sqlite":
            return {"DATA_DIR": str(self.data_dir)}
        return {"DATABASE_URL": self.postgres().url(connection.settings_dict["NAME"])}

    def own_data(self, folder: Path) -> dict[str, str]:
        """What gives a server a database of its own, which is migrated."""
        if self.database == "sqlite":
            shutil.copy(self._migrated, folder)
            return {"DATA_DIR": str(folder)}
        return {"DATABASE_URL": self.postgres().migrated_database()}

    def make_test_file(self) -> Path:
        """The tests' own database on SQLite; migrated where that was done already."""
        file = self.data_dir / FILE
        if MIGRATED in os.environ:
            shutil.copy(os.environ[MIGRATED], file)
            with closing(sqlite3.connect(file)) as connection, connection:
                for table in BY_DJANGO:
                    connection.execute(f"DELETE FROM {table}")
        return file

    @cached_property
    def _migrated(self) -> Path:
        """An SQLite file to copy, which takes a hundredth of the time."""
        if MIGRATED in os.environ:
            return Path(os.environ[MIGRATED])
        folder = self.data_dir / "migrated"
        folder.mkdir()
        Server(folder, env={"DATA_DIR": str(folder)}).migrate()
        return folder / FILE

    def remove(self) -> None:
        if self._postgres:
            self._postgres.remove()
        shutil.rmtree(self.data_dir, ignore_errors=True)
