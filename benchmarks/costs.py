"""`python -m benchmarks.costs`: how much does a processor work for a post, and for a room's page?

Through the whole application, from the ASGI scope to the last byte of the answer, one after the other;
nobody listens. Somebody in ten rooms, the last 50 messages on the page. On SQLite and on PostgreSQL,
both fresh; PostgreSQL's own work is counted too. Prints a Markdown table, with the calls of functions,
which a busy machine does not change. The exit code is 1 where a post takes more than 3 ms or a page
more than 15. `--profile post` or `--profile page` shows where the time goes, on SQLite.
"""

import asyncio
import cProfile
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.page_times import on_both_databases, prepare
from benchmarks.prepare import session_of
from benchmarks.targets import CSRF, UNPACED

ROOMS, MESSAGES = 10, 60
WARM, ROUNDS, AT_ONCE = 40, 20, 10
LIMITS = {"post": 3, "page": 15}  # milliseconds
SHOWN = 45  # lines of a profile
HEADING = "| database | request | CPU | queries | calls |\n|---|---|--:|--:|--:|"
BODY = "number {} Shall we meet at the harbour at seven? I bring the maps and coffee for everybody."


def main() -> int:
    if sys.argv[1:2] == ["--profile"]:
        return _profile_apart(sys.argv[2])
    if sys.argv[1:2] == ["--inside"]:
        return profile(sys.argv[2])
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    return on_both_databases("benchmarks.costs", HEADING)


def _profile_apart(kind: str) -> int:
    with tempfile.TemporaryDirectory(prefix="texter-bench-") as folder:
        variables = {"DATA_DIR": folder, "DATABASE_URL": "", "REDIS_URL": ""} | UNPACED
        variables["DJANGO_SETTINGS_MODULE"] = "texter.settings"
        words = [sys.executable, "-m", "benchmarks.costs", "--inside", kind]
        return subprocess.run(words, env=os.environ | variables, check=False).returncode


class Site:
    """Somebody in rooms where something was said, who asks the application."""

    def __init__(self) -> None:
        from benchmarks.texter_people import person, room
        from texter.asgi import application

        self.application, self.loop = application, asyncio.new_event_loop()
        people = [person(number) for number in range(3)]
        self.rooms = [room(people)[0] for _ in range(ROOMS)]
        self.cookies = f"sessionid={session_of(people[0])}; csrftoken={CSRF}"
        self.sent = 0
        for _ in range(MESSAGES):
            self.post()

    def post(self) -> None:
        self.sent += 1
        form = urlencode({"body": BODY.format(self.sent), "client_id": uuid4()}).encode()
        self._ask("POST", f"/rooms/{self.rooms[0]}/messages/", form)

    def page(self) -> None:
        self._ask("GET", f"/rooms/{self.rooms[0]}/")

    def _ask(self, method: str, path: str, body: bytes = b"") -> None:
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
        async def receive() -> dict:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(event: dict) -> None:
            if event["type"] == "http.response.start" and event["status"] != 200:
                raise SystemExit(f"{scope['method']} {scope['path']} answers {event['status']}")

        await self.application(scope, receive, send)


def measure(name: str) -> int:
    prepare()
    site = Site()
    figures = {kind: _cpu(getattr(site, kind)) for kind in LIMITS}
    _in_this_thread()
    for kind, cpu in figures.items():
        ask = getattr(site, kind)
        print(f"| {name} | {kind} | {cpu:.2f} ms | {_queries(ask)} | {_calls(ask):,} |", flush=True)
    return int(any(cpu > LIMITS[kind] for kind, cpu in figures.items()))


def _cpu(ask) -> float:
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


def _in_this_thread() -> None:
    """What answers requests no longer goes to a thread of its own, where nobody sees what it calls."""
    from texter.handler import PooledHandler

    async def called(function, *args):
        return function(*args)

    PooledHandler._in_pool = staticmethod(called)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def _queries(ask) -> int:
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


def _profiled(ask) -> pstats.Stats:
    ask()
    with cProfile.Profile() as seen:
        for _ in range(AT_ONCE):
            ask()
    return pstats.Stats(seen)


def _calls(ask) -> int:
    return _profiled(ask).total_calls // AT_ONCE


def profile(kind: str) -> int:
    prepare()
    site = Site()
    _cpu(getattr(site, kind))
    _in_this_thread()
    stats = _profiled(getattr(site, kind))
    for order in ("cumulative", "tottime"):
        stats.sort_stats(order).print_stats(SHOWN)
    return 0


if __name__ == "__main__":
    sys.exit(main())
