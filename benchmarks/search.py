"""`python -m benchmarks.search`: how long does somebody in 50 rooms wait for what they look for?

1,000,000 messages in 200 rooms, on SQLite and on PostgreSQL, both fresh. Prints a Markdown table; the
exit code is 1 where 95 of 100 searches of a kind take 100 ms or more. The last lines say what a send
costs, and what of that is the index.
"""

import os
import statistics
import sys
import time
from pathlib import Path

from benchmarks.page_times import on_both_databases, prepare
from benchmarks.search_messages import fill, people

BODY = "number {} Shall we meet at the harbour at seven? I bring the maps and coffee for everybody."
ROUNDS, SENDS = 40, 200
LIMIT = 100  # milliseconds
HEADING = "| database | search | found | p50 | p95 | CPU |\n|---|---|--:|--:|--:|--:|"
SEARCHES = {
    "a word of every fifth message": "common ",
    "the same, as it is typed": "commo",
    "two such words, seldom together": "common plenty ",
    "a word that was last said long ago": "older ",
    "a word said only in others’ rooms": "elsewhere ",
    "two that are never said together": "elsewhere older ",
    "a word of ten messages": "seldom ",
    "three letters of many words": "wab",
    "a phrase": '"wa wb"',
    "a phrase of three such words": '"wb wa wc"',
    "a word by somebody": "common from:me",
    "a word before a day": "common before:2024-06-01",
    "links": "common has:link",
    "images": "common has:image",
    "nothing but a room": "in:“Room 7”",
}


def main() -> int:
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    return on_both_databases("benchmarks.search", HEADING)


def measure(name: str) -> int:
    prepare()
    person, other = people()
    fill(person, other)
    worst = max(search_times(name, person, *search) for search in SEARCHES.items())
    print(send_cost(name, person), flush=True)
    return int(worst >= LIMIT)


def search_times(name: str, person, title: str, typed: str) -> float:
    """Prints a row; the p95 in milliseconds. "CPU": of this process and of PostgreSQL's for it."""
    from chat.search.results import results_for
    from chat.sidebar import rows_for

    rows, times = rows_for(person.pk), []
    cpu = cpu_seconds()
    for _ in range(ROUNDS):
        started = time.perf_counter()
        results = results_for(person, typed, rows)
        times.append((time.perf_counter() - started) * 1000)
    cpu = (cpu_seconds() - cpu) * 1000 / ROUNDS
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    found = f"{len(results.found)}{' and more' if results.before else ''}"
    print(
        f"| {name} | {title} | {found} | {p50:.0f} ms | {p95:.0f} ms | {cpu:.0f} ms |", flush=True
    )
    return p95


def cpu_seconds() -> float:
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().split()
    return time.process_time() + sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")


def send_cost(name: str, person) -> str:
    """Sends with and without the index, by turns, so that both see the same machine."""
    from chat.actions import messages
    from chat.actions.drafts import Draft
    from chat.models import Membership

    membership = Membership.objects.filter(user=person).select_related("room", "user").last()
    ways = {"with": messages.index_message, "without": lambda **message: None}
    times = {way: [] for way in ways}
    for number in range(SENDS):
        for way, index in ways.items():
            messages.index_message = index
            started = time.perf_counter()
            messages.send_message(membership=membership, draft=Draft(BODY.format(number)))
            times[way].append((time.perf_counter() - started) * 1000)
    with_index, without = (statistics.median(times[way]) for way in ways)
    ratio = with_index / without
    return (
        f"\n{name}: a send takes {with_index:.2f} ms, without the index {without:.2f}; {ratio:.2f}"
    )


if __name__ == "__main__":
    sys.exit(main())
