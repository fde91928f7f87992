"""`python -m benchmarks`: texter beside plain Channels and a bare broadcast, in one run."""

import argparse
import gc
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path

import uvloop

from benchmarks import report
from benchmarks.cases import Case, Result, run_case
from benchmarks.server import CLIENT_CORE, SERVER_CORE
from benchmarks.targets import TARGETS, Target

PACED = Case(sockets=200, in_flight=16, rate=10)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sockets", type=int, nargs="*", default=[100, 500, 1000], metavar="N")
    parser.add_argument("--seconds", type=float, default=10, help="counted time of each case")
    parser.add_argument(
        "--in-flight", type=int, default=40, metavar="N", help="posts at once at saturation"
    )
    parser.add_argument("--only", default="", metavar="WORD", help="servers whose name contains it")
    parser.add_argument("--quick", action="store_true", help="100 and 1000 sockets, 3 seconds each")
    parser.add_argument(
        "--no-paced", action="store_true", help="leave out the case of 10 posts a second"
    )
    parser.add_argument(
        "--write", action="store_true", help="put the tables into docs/performance.md"
    )
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.sockets, chosen.seconds = [100, 1000], 3
    return chosen


def main() -> int:
    chosen = options()
    prepare_process()
    cases = [Case(sockets, chosen.in_flight) for sockets in chosen.sockets]
    cases += [] if chosen.no_paced else [PACED]
    targets = [target for target in TARGETS if chosen.only in target.name]
    with tempfile.TemporaryDirectory(prefix="texter-bench-") as folder:
        results = run(targets, cases, chosen.seconds, Path(folder))
    text = report.markdown(results, " ".join(["python -m benchmarks", *sys.argv[1:]]))
    print(text)
    if chosen.write:
        report.write(text)
    return 0 if all(result.is_good for result in results if result.target == "texter") else 1


def prepare_process() -> None:
    """Room for the sockets, the client on its own core, and servers that stop when this does."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if SERVER_CORE == CLIENT_CORE:
        print(
            "One core only: server and client share it, and the times say little.", file=sys.stderr
        )
    os.sched_setaffinity(0, {CLIENT_CORE})
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    gc.disable()  # a pause of the client would count as the server's


def run(targets: list[Target], cases: list[Case], seconds: float, folder: Path) -> list[Result]:
    for target in targets:
        home = folder / target.name.replace(" ", "-")
        home.mkdir()
        target.prepare(home, [case.sockets for case in cases])
    results = []
    for number, case in enumerate(cases):
        for target in targets:
            print(f"{case.sockets} sockets, {case.title}: {target.name} …", file=sys.stderr)
            log = folder / "server.log"
            results.append(uvloop.run(run_case(target, number, case, seconds, log)))
            gc.collect()
    return results


if __name__ == "__main__":
    sys.exit(main())
