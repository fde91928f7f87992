"""A real PostgreSQL on a free port, with a folder of its own."""

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cached_property
from pathlib import Path

import psycopg

from tests.services import programs
from tests.services.process import POLL, Process, ServiceFailed
from tests.services.server import Server

OWNER = "texter"
# Fast rather than durable: the folder is thrown away with the server.
OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


class PostgresServer(Process):
    name = "postgres"
    stop_signal = (
        signal.SIGINT
    )  # its fast shutdown; at SIGTERM it waits until every client has gone

    def __init__(self, **options: str) -> None:
        """`options`: of PostgreSQL, in place of those that make it fast."""
        # Not in pytest's folder: that one is closed to the user whom root lets run PostgreSQL.
        super().__init__(Path(tempfile.mkdtemp(prefix="texter-postgres-")))
        self._options = OPTIONS | options
        self._numbers = itertools.count(1)
        self._program = programs.find("postgres")
        self._as_owner = _as_another_user(self.folder)
        self._make_cluster()

    def command(self) -> list[str]:
        options = [
            word for name, value in self._options.items() for word in ("-c", f"{name}={value}")
        ]
        place = ["-D", f"{self.folder}/data", "-p", str(self.port)]
        return [*self._as_owner, str(self._program), *place, *options]

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> int:
        """All of its processes, as a power cut does: one that outlived the first would keep the next away."""
        children = _children_of(self.pid)
        status = super().kill()
        for pid in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(map(_is_alive, children)):
            time.sleep(POLL)
        return status

    def url(self, database: str = "postgres") -> str:
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{database}"

    def new_database(self, like: str = "template1") -> str:
        """The address of an empty database, or of a copy."""
        name = f"texter_{next(self._numbers)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        return self.url(name)

    def migrated_database(self) -> str:
        """The address of one with all tables and no rows but those that migrations write."""
        return self.new_database(like=self._migrated)

    def remove(self) -> None:
        """Stop it and throw its data away."""
        if self.is_running:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @cached_property
    def _migrated(self) -> str:
        """The name of one to copy."""
        url = self.new_database()
        Server(self.folder, env={"DATABASE_URL": url}).migrate()
        return url.rpartition("/")[2]

    def _make_cluster(self) -> None:
        words = ["-D", f"{self.folder}/data", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        command = [*self._as_owner, str(self._program.with_name("initdb")), *words]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
        if done.returncode:
            raise ServiceFailed(f"initdb failed:\n{done.stdout}{done.stderr}")


def _as_another_user(folder: Path) -> list[str]:
    """Words before a command that make it run as `folder`'s new owner: PostgreSQL refuses root."""
    if os.geteuid():
        return []
    owner = _first_user("postgres", "nobody")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]


def _first_user(*names: str) -> pwd.struct_passwd:
    for name in names:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServiceFailed(f"Root may not run PostgreSQL, and there is no user {' or '.join(names)}.")


def _children_of(pid: int) -> list[int]:
    stats = Path("/proc").glob("[0-9]*/stat")
    return [int(stat.parent.name) for stat in stats if _state_of(stat)[1:] == [str(pid)]]


def _is_alive(pid: int) -> bool:
    """One that nobody has buried yet is dead."""
    return _state_of(Path(f"/proc/{pid}/stat"))[0] not in "ZX"


def _state_of(stat: Path) -> list[str]:
    """A letter, and its parent."""
    try:
        return stat.read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return ["X", ""]
