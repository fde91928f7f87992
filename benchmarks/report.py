"""The results as Markdown tables."""

import os
import platform
import re
from itertools import groupby
from pathlib import Path

from benchmarks.cases import Result

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
START, END = "<!-- results -->", "<!-- /results -->"
COLUMNS = (
    "server | deliveries/s | per server CPU second | posts/s | delivery ms p50 / p95 / p99"
    " | answer ms p50 / p99 | CPU % server / client | bytes | check"
)


def markdown(results: list[Result], command: str) -> str:
    parts = [f"`{command}` on {machine()}.", *tables(results)]
    parts += ["### Deliveries per server CPU second: texter, times", _ratios(results)]
    parts += ["### Opening sockets", _opening(results)]
    return "\n\n".join(parts) + "\n"


def tables(results: list[Result]) -> list[str]:
    """One for each case, under its heading."""
    parts = []
    for (sockets, title), group in groupby(
        results, lambda result: (result.case.sockets, result.case.title)
    ):
        parts += [
            f"### {sockets} sockets, {title}",
            _table(COLUMNS, [_line(result) for result in group]),
        ]
    return parts


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def percentile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def _table(columns: str, lines: list[str]) -> str:
    rule = "|".join("---" if n == 0 else "--:" for n in range(columns.count("|") + 1))
    return "\n".join([f"| {columns} |", f"|{rule}|", *(f"| {line} |" for line in lines)])


def _line(result: Result) -> str:
    delivery = " / ".join(
        f"{percentile(result.latencies, share) * 1000:.1f}" for share in (0.5, 0.95, 0.99)
    )
    answer = " / ".join(f"{percentile(result.answers, share) * 1000:.1f}" for share in (0.5, 0.99))
    server, client = (100 * cpu / result.seconds for cpu in (result.server_cpu, result.client_cpu))
    return (
        f"{result.target} | {result.per_second:,.0f} | {result.per_cpu_second:,.0f}"
        f" | {result.posts / result.seconds:,.1f} | {delivery} | {answer} | {server:.0f} / {client:.0f}"
        f" | {result.frame_bytes:,.0f} | {_check(result)}"
    )


def _check(result: Result) -> str:
    trouble = [f"{count} posts refused ({status})" for status, count in result.refused.items()]
    trouble += [f"{result.closed} sockets closed"] * bool(result.closed)
    return ", ".join([str(result.verdict), *trouble])


def _others(results: list[Result]) -> list[str]:
    return [name for name in dict.fromkeys(result.target for result in results) if name != "texter"]


def _ratios(results: list[Result]) -> str:
    others, lines = _others(results), []
    for case, group in groupby(results, lambda result: result.case):
        found = {result.target: result.per_cpu_second for result in group}
        shares = [_share(found.get("texter"), found.get(name)) for name in others]
        lines.append(" | ".join([f"{case.sockets} sockets, {case.title}", *shares]))
    return _table(" | ".join(["case", *others]), lines)


def _share(ours: float | None, theirs: float | None) -> str:
    return f"{ours / theirs:.2f}" if ours and theirs else ""


def _opening(results: list[Result]) -> str:
    saturated = [result for result in results if not result.case.rate]
    most = max((result.case.sockets for result in saturated), default=0)
    lines = [
        f"{r.target} | {most / r.opened_in:,.0f} | {r.socket_bytes / 1000:,.0f}"
        for r in saturated
        if r.case.sockets == most
    ]
    return _table(f"{most} sockets | opened per second | kB of memory for an idle one", lines)


def write(text: str) -> None:
    """Put the tables between the page's two markers."""
    page = PAGE.read_text()
    block = f"{START}\n{text}{END}"
    PAGE.write_text(re.sub(f"{START}.*{END}", lambda _: block, page, count=1, flags=re.S))
