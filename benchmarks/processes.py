"""`python -m benchmarks.processes`: what do three processes on PostgreSQL and Redis make of 2,000 sockets?

One room on one process and on three, which share a core: deliveries per second of all their processors'
work, three times by turns at a pace that either keeps, and at saturation, where the work is not the same:
the later a server is, the more messages it puts into a frame. And how long 2,000 sockets take that all
come back at the same moment after a restart.
Prints Markdown tables; the exit code is 1 where three processes deliver less than 0.8 of what one does per
second of its work at the same pace, by the median, or where the sockets are not back and caught up after
60 s.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

import uvloop

from benchmarks import report
from benchmarks.__main__ import prepare_process
from benchmarks.cases import Case, Result, run_case, until_quiet
from benchmarks.client import open_sockets
from benchmarks.server import Servers
from benchmarks.targets import TEXTER, DjangoTarget

PROCESSES = 3
TURNS = 3
PACE = 5  # posts a second
SHARE, BACK_WITHIN = 0.8, 60  # seconds


class Site(DjangoTarget):
    """texter on PostgreSQL and Redis, with so many web processes."""

    def __init__(self, processes: int, services: dict[str, str]):
        name = f"texter, {processes} process{'es' * (processes > 1)}"
        super().__init__(
            name,
            "texter.settings",
            ["migrate", "collectstatic --no-input"],
            "benchmarks.texter_people",
            f"{TEXTER} texter.asgi:application",
            services=services,
        )
        self.processes = processes

    def server(self, log: Path) -> Servers:
        logs = (log.with_suffix(f".{number}") for number in count())
        return Servers([super(Site, self).server(next(logs)) for _ in range(self.processes)])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.processes", description=__doc__)
    parser.add_argument("--sockets", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=10, help="counted time of each case")
    chosen = parser.parse_args()
    prepare_process()
    paced = [Case(chosen.sockets, 40, rate=PACE)] * TURNS
    cases = [*paced, Case(chosen.sockets, 40)]
    with tempfile.TemporaryDirectory(prefix="texter-bench-") as name, services(Path(name)) as given:
        folders = {processes: Path(name, str(processes)) for processes in (1, PROCESSES)}
        sites = [filled(n, given(), cases, folder) for n, folder in folders.items()]
        results = [
            measured(site, number, case, chosen.seconds, folders[site.processes] / "log")
            for number, case in enumerate(cases)
            for site in sites
        ]
        print("\n\n".join(report.tables(results)), flush=True)
        back = storm(sites[-1], cases[0], folders[PROCESSES] / "log")
    shares = [
        several.per_cpu_second / one.per_cpu_second
        for one, several in zip(results[::2], results[1::2], strict=True)
    ]
    for case, share in zip(cases, shares, strict=True):
        print(f"{PROCESSES} processes deliver {share:.2f} of what one does: {case.title}.")
    usual = median(shares[:TURNS])
    print(f"By the median of the first {TURNS}: {usual:.2f}.")
    print(f"After a restart {chosen.sockets} sockets are back and caught up in {back:.1f} s.")
    is_good = all(result.is_good for result in results)
    return int(usual < SHARE or back > BACK_WITHIN or not is_good)


@contextmanager
def services(folder: Path) -> Iterator[Callable[[], dict[str, str]]]:
    """PostgreSQL and Redis; gives what a site on an empty database of them is told."""
    from tests.services.postgres import PostgresServer
    from tests.services.process import running
    from tests.services.redis import RedisServer

    postgres, redis = PostgresServer(), RedisServer(folder / "redis")
    redis.folder.mkdir()
    try:
        with running(postgres), running(redis):
            numbers = count()
            yield lambda: {
                "DATABASE_URL": postgres.new_database(),
                "REDIS_URL": redis.url.removesuffix("0") + str(next(numbers)),
                "SECRET_KEY": "benchmark" * 8,
            }
    finally:
        postgres.remove()


def filled(processes: int, services: dict[str, str], cases: list[Case], folder: Path) -> "Site":
    folder.mkdir()
    site = Site(processes, services)
    site.prepare(folder, [case.sockets for case in cases])
    return site


def measured(site: "Site", number: int, case: Case, seconds: float, log: Path) -> Result:
    print(f"{case.sockets} sockets, {case.title}: {site.name} …", file=sys.stderr)
    return uvloop.run(run_case(site, number, case, seconds, log))


def storm(site: "Site", case: Case, log: Path) -> float:
    """Seconds until all sockets are open and have what they missed, which come at the same moment."""
    print(f"{case.sockets} sockets come back at once: {site.name} …", file=sys.stderr)
    return uvloop.run(_storm(site, case, log))


async def _storm(site: "Site", case: Case, log: Path) -> float:
    with site.server(log) as servers:
        handshakes = site.handshakes(servers.ports, 0, case.sockets)
        started = perf_counter()
        sockets = await open_sockets(handshakes, None, at_once=case.sockets)
        back = await until_quiet(servers) - started
        assert not any(socket.close_code for socket in sockets)
        return back


if __name__ == "__main__":
    sys.exit(main())
