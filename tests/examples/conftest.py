"""The programs of examples/, as their readers start them, against a running texter."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from accounts.models import User
from accounts.tokens import personal
from tests.services.process import running
from tests.services.server import ROOT, Server

EXAMPLES = ROOT / "examples"
PATIENCE = 60  # seconds


class Running:
    """A program with its keyboard and what it prints."""

    def __init__(self, words: list[str], env: dict[str, str], printed: Path):
        self.printed = printed
        with printed.open("w") as output:
            self.process = subprocess.Popen(
                words,
                env=os.environ | env,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                text=True,
            )

    def type(self, line: str) -> None:
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def shows(self, words: str, times: int = 1) -> None:
        """Waits for it."""
        end = time.monotonic() + PATIENCE
        while self.printed.read_text().count(words) < times:
            assert self.process.poll() is None, f"It ended: {self.printed.read_text()}"
            assert time.monotonic() < end, f"No “{words}” in: {self.printed.read_text()}"
            time.sleep(0.05)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def db(transactional_db):
    """Committed: the server has a connection of its own."""


@pytest.fixture
def server(db, tmp_path, run_data) -> Iterator[Server]:
    server = Server(tmp_path, "uvicorn", run_data)
    server.collect()
    with running(server):
        yield server


@pytest.fixture
def example(server, tmp_path) -> Iterator[Callable[[str, User], Running]]:
    """Starts one of the programs with a token of somebody's."""
    started: list[Running] = []

    def example(name: str, user: User) -> Running:
        env = {"TOKEN": personal.make_token(user, name)[1], "PYTHONUNBUFFERED": "1"}
        words = [sys.executable, str(EXAMPLES / name), server.url]
        printed = tmp_path / f"{name}.{len(started)}"
        started.append(Running(words, env, printed))
        return started[-1]

    yield example
    for each in started:
        each.end()
