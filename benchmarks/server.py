"""A server as a subprocess on a core of its own, and what it costs."""

import os
import signal
import socket
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, CLIENT_CORE = CORES[0], CORES[-1]


class Server:
    """Runs while the `with` block does."""

    def __init__(self, command: list[str], environment: dict[str, str], port: int, log: Path):
        self.command, self.environment, self.port, self.log = command, environment, port, log

    @property
    def ports(self) -> list[int]:
        return [self.port]

    def __enter__(self) -> "Server":
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command,
                env=os.environ | self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        os.sched_setaffinity(self.process.pid, {SERVER_CORE})
        try:
            self._wait()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_) -> None:
        self._stop()

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise SystemExit(f"{' '.join(self.command)} did not start:\n{self.log.read_text()[-3000:]}")

    def _stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cpu_seconds(self) -> float:
        """User and system time of all its threads so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> int:
        """Resident bytes."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE


class Servers:
    """Several processes of one site, which share the core."""

    def __init__(self, servers: list[Server]):
        self.servers = servers
        self.ports = [server.port for server in servers]

    def __enter__(self) -> "Servers":
        with ExitStack() as stack:
            for server in self.servers:
                stack.enter_context(server)
            self.running = stack.pop_all()
        return self

    def __exit__(self, *_) -> None:
        self.running.close()

    def cpu_seconds(self) -> float:
        return sum(server.cpu_seconds() for server in self.servers)

    def memory(self) -> int:
        return sum(server.memory() for server in self.servers)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
