"""`python -m benchmarks.api_attack http://127.0.0.1:8000 --pid 4711`: malformed requests at a server.

Is it alive afterwards, did anything fail, and is its memory flat? With `--token txt_…` as somebody's
program, otherwise as nobody's. The exit code is 1 where an answer was 500 or above, or where the
second half took more than 10 MB.
"""

import argparse
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import django
import httpx

GROWTH = 10 * 1024  # kB, of the second half


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.api_attack", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--pid", type=int, required=True, help="of the server's process")
    parser.add_argument("--token", default="")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    statuses, sizes = attack(chosen)
    print(dict(sorted(statuses.items())))
    print("resident kB at the start, half-way and at the end:", *sizes)
    failed = sum(count for status, count in statuses.items() if status >= 500)
    return int(bool(failed) or sizes[2] - sizes[1] > GROWTH)


def attack(chosen: argparse.Namespace) -> tuple[Counter[int], list[int]]:
    django.setup()
    from tests.api.malformed import requests

    headers = {"Authorization": f"Bearer {chosen.token}"} if chosen.token else {}
    malformed, statuses, sizes = requests(chosen.seed), Counter[int](), [resident(chosen.pid)]
    with httpx.Client(base_url=chosen.url, headers=headers, timeout=30) as client:
        for _ in range(2):
            for each in islice(malformed, chosen.count // 2):
                types = {"Content-Type": each.content_type}
                path = httpx.URL(chosen.url).join(each.path)
                answer = client.request(each.method, path, content=each.body, headers=types)
                statuses[answer.status_code] += 1
            sizes.append(resident(chosen.pid))
    return statuses, sizes


def resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


if __name__ == "__main__":
    sys.exit(main())
