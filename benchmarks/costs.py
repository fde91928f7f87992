"""`python -m benchmarks.costs`: how much does a processor work for a post, and for a room's page?

Through the whole application, from the ASGI scope to the last byte of the answer, one after the other;
nobody listens. Somebody in ten rooms, the last 50 messages on the page. On SQLite and on PostgreSQL,
both fresh; PostgreSQL's own work is counted too. Prints a Markdown table, with the calls of functions,
which a busy machine does not change, and beside it the post of the tutorials' chat, which stores one row
and shows what Django itself costs here. The exit code is 1 where a post of texter's takes more than 3 ms
or a page more than 15. `--profile post` or `--profile page` shows where the time goes, on SQLite.
"""

import contextvars
import cProfile
import os
import pstats
import subprocess
import sys
import tempfile

from benchmarks.asking import AT_ONCE, Asker, cpu_of, queries_of
from benchmarks.page_times import on_both_databases, prepare
from benchmarks.prepare import session_of
from benchmarks.targets import UNPACED

ROOMS, MESSAGES = 10, 60
LIMITS = {"post": 3, "page": 15}  # milliseconds
SHOWN = 45  # lines of a profile
HEADING = "| database | request | CPU | queries | calls |\n|---|---|--:|--:|--:|"


def main() -> int:
    if sys.argv[1:2] == ["--profile"]:
        return _profile_apart(sys.argv[2])
    if sys.argv[1:2] == ["--inside"]:
        return profile(sys.argv[2])
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    failed = on_both_databases("benchmarks.costs", HEADING)
    _apart("benchmarks.plain_channels.cost", settings="benchmarks.plain_channels.settings")
    return failed


def _profile_apart(kind: str) -> int:
    return _apart("benchmarks.costs", "--inside", kind, settings="texter.settings")


def _apart(*words: str, settings: str) -> int:
    with tempfile.TemporaryDirectory(prefix="texter-bench-") as folder:
        variables = {"DATA_DIR": folder, "DATABASE_URL": "", "REDIS_URL": ""} | UNPACED
        variables["DJANGO_SETTINGS_MODULE"] = settings
        command = [sys.executable, "-m", *words]
        return subprocess.run(command, env=os.environ | variables, check=False).returncode


class Site(Asker):
    """Somebody in rooms where something was said."""

    def __init__(self) -> None:
        from benchmarks.texter_people import person, room
        from texter.asgi import application

        people = [person(number) for number in range(3)]
        self.rooms = [room(people)[0] for _ in range(ROOMS)]
        super().__init__(application, session_of(people[0]))
        for _ in range(MESSAGES):
            self.post()

    def post(self) -> None:
        self.post_to(self.rooms[0])

    def page(self) -> None:
        self.ask("GET", f"/rooms/{self.rooms[0]}/")


def measure(name: str) -> int:
    prepare()
    site = Site()
    figures = {kind: cpu_of(getattr(site, kind)) for kind in LIMITS}
    _in_this_thread()
    for kind, cpu in figures.items():
        ask = getattr(site, kind)
        print(
            f"| {name} | {kind} | {cpu:.2f} ms | {queries_of(ask)} | {_calls(ask):,} |", flush=True
        )
    return int(any(cpu > LIMITS[kind] for kind, cpu in figures.items()))


def _in_this_thread() -> None:
    """What answers requests no longer goes to a thread of its own, where nobody sees what it calls."""
    from texter.handler import PooledHandler

    context = contextvars.copy_context()  # one for all: a connection belongs to it

    async def called(function, *args):
        return context.run(function, *args)

    PooledHandler._in_pool = staticmethod(called)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


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
    cpu_of(getattr(site, kind))
    _in_this_thread()
    stats = _profiled(getattr(site, kind))
    for order in ("cumulative", "tottime"):
        stats.sort_stats(order).print_stats(SHOWN)
    return 0


if __name__ == "__main__":
    sys.exit(main())
