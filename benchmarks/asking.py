"""What one request works, asked of an application without a server or a network between."""

import asyncio
import os
import statistics
import time
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.targets import CSRF

WARM, ROUNDS, AT_ONCE = 40, 20, 10
BODY = "number {} Shall we meet at the harbour at seven? I bring the maps and coffee for everybody."


class Asker:
    """Somebody who is signed in, and asks for one thing after the other."""

    def __init__(self, application, session: str) -> None:
        self.application, self.loop = application, asyncio.new_event_loop()
        self.cookies = f"sessionid={session}; csrftoken={CSRF}"
        self.sent = 0

    def post_to(self, room_id: int) -> None:
        self.sent += 1
        form = urlencode({"body": BODY.format(self.sent), "client_id": uuid4()}).encode()
        self.ask("POST", f"/rooms/{room_id}/messages/", form)

    def ask(self, method: str, path: str, body: bytes = b"") -> None:
        headers = {"host": "localhost", "cookie": self.cookies}
        if method == "POST":
            headers |= {"origin": "http://localhost", "x-csrftoken": CSRF, "hx-request": "true"}
            headers |= {"content-type": "application/x-www-form-urlencoded"}
            headers |= {"content-length": str(len(body))}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 50_000),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        self.loop.run_until_complete(self._asked(scope, body))

    async def _asked(self, scope: dict, body: bytes) -> None:
        said = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> dict:
            return next(said, None) or await asyncio.Event().wait()  # and does not leave

        async def send(event: dict) -> None:
            if event["type"] == "http.response.start" and event["status"] not in (200, 204):
                raise SystemExit(f"{scope['method']} {scope['path']} answers {event['status']}")

        await self.application(scope, receive, send)


def cpu_of(ask) -> float:
    """Milliseconds of a processor for one request."""
    for _ in range(WARM):
        ask()
    times = []
    for _ in range(ROUNDS):
        started = _cpu_seconds()
        for _ in range(AT_ONCE):
            ask()
        times.append((_cpu_seconds() - started) * 1000 / AT_ONCE)
    return statistics.mean(times) if _backend_of_postgresql() else statistics.median(times)


def _cpu_seconds() -> float:
    """Of this process, and of all of PostgreSQL's."""
    postmaster = _backend_of_postgresql()
    return time.process_time() + (_children_seconds(postmaster) if postmaster else 0)


def _backend_of_postgresql() -> int | None:
    """The process whose children work for us."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    connection.ensure_connection()
    return int(_stat(connection.connection.info.backend_pid)[1])


def _children_seconds(parent: int) -> float:
    pids = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    stats = [_stat(pid) for pid in pids]
    ticks = [int(stat[11]) + int(stat[12]) for stat in stats if stat and int(stat[1]) == parent]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str]:
    """What stands behind the name in /proc/PID/stat; nothing where it ended meanwhile."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def queries_of(ask) -> int:
    from django.db.backends.utils import CursorWrapper

    asked, execute = [], CursorWrapper.execute

    def counted(cursor, sql, params=None):
        asked.append(sql)
        return execute(cursor, sql, params)

    CursorWrapper.execute = counted
    try:
        ask()
    finally:
        CursorWrapper.execute = execute
    return len(asked)
