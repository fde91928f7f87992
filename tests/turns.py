"""When each file of tests has its turn."""

from collections.abc import Iterable
from pathlib import Path

WITH_SERVERS = {"survival", "faults", "backup", "deploy", "services", "examples", "sockets"}
SERVERS_UP_TO = 0.85


def turns_of(files: Iterable[Path]) -> dict[Path, float]:
    """A place from 0 to 1 for each. Those that wait for servers are spread among those that compute, for
    the processors always to have something to do, and end early, as they are long."""
    kinds: dict[bool, list[Path]] = {True: [], False: []}
    for file in files:
        kinds[file.parent.name in WITH_SERVERS].append(file)
    return {
        file: number / len(kind) * (SERVERS_UP_TO if is_slow else 1)
        for is_slow, kind in kinds.items()
        for number, file in enumerate(kind)
    }
