"""A real process that a test starts, waits for, stops and kills."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

STARTING = 90.0  # seconds a service may take to answer on a busy machine
STOPPING = 25.0
POLL = 0.02

started: list["Process"] = []  # all of this test run, for their logs


Kind = TypeVar("Kind", bound="Process")


class ServiceFailed(Exception):
    """A service did not start or stop as it should; the words hold the end of its log."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """One command and its log; keeps its port when it is started again."""

    name = "process"
    stop_signal = signal.SIGTERM
    patience = STARTING
    env: dict[str, str] | None = None
    leads_group = False  # it is told what to do together with all that it started

    def __init__(self, folder: Path):
        self.port = free_port()
        self.folder = folder
        self.log = folder / f"{self.name}-{self.port}.log"
        self._process: subprocess.Popen | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process, f"{self.name} was never started."
        return self._process.pid

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=self.leads_group,
            )
        if self not in started:
            started.append(self)
        self._wait_until_it_answers()

    def stop(self) -> int:
        """Ask it to end and wait; the exit status."""
        self.tell(self.stop_signal)
        return self.ended()

    def kill(self) -> int:
        self.tell(signal.SIGKILL)
        return self.ended()

    def tell(self, number: signal.Signals) -> None:
        assert self._process, f"{self.name} was never started."
        if self.leads_group:
            os.killpg(self.pid, number)
        else:
            self._process.send_signal(number)

    def ended(self) -> int:
        """Wait for its end; the exit status."""
        assert self._process, f"{self.name} was never started."
        try:
            return self._process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise ServiceFailed(f"{self.name} did not stop:\n{self.log_since(0)}") from None

    def restart(self) -> None:
        self.stop()
        self.start()

    @property
    def log_size(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0

    def log_since(self, offset: int, most: int = 8_000) -> str:
        return self.log.read_bytes()[offset:][-most:].decode(errors="replace")

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + self.patience
        while self.is_running and time.monotonic() < deadline:
            if self.answers():
                return
            time.sleep(POLL)
        self.kill()
        raise ServiceFailed(f"{self.name} did not start:\n{self.log_since(0)}")


@contextmanager
def running(process: Kind) -> Iterator[Kind]:
    process.start()
    try:
        yield process
    finally:
        if process.is_running:
            process.stop()
