"""A real PostgreSQL on a free port, with a folder of its own."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg

from tests.services import programs
from tests.services.process import Process, ServiceFailed

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

    def __init__(self) -> None:
        # Not in pytest's folder: that one is closed to the user whom root lets run PostgreSQL.
        super().__init__(Path(tempfile.mkdtemp(prefix="texter-postgres-")))
        self._numbers = itertools.count(1)
        self._program = programs.find("postgres")
        self._as_owner = _as_another_user(self.folder)
        self._make_cluster()

    def command(self) -> list[str]:
        options = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
        place = ["-D", f"{self.folder}/data", "-p", str(self.port)]
        return [*self._as_owner, str(self._program), *place, *options]

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def url(self, database: str = "postgres") -> str:
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"texter_{next(self._numbers)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def remove(self) -> None:
        """Stop it and throw its data away."""
        if self.is_running:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

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
