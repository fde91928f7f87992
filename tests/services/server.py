"""texter itself as a real process, on either server that it supports, or by `manage.py serve`."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import httpx

from tests.services.process import Process, ServiceFailed

ROOT = Path(__file__).resolve().parent.parent.parent
APPLICATION = "texter.asgi:application"


def procfile_words(port: str) -> list[str]:
    """How hosts start texter, so that the tests start it the same way."""
    line = next(
        line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("web:")
    )
    return shlex.split(line.removeprefix("web:").replace("$PORT", port))


class Server(Process):
    """Started with the tests' environment and `env` on top; None there takes a variable away."""

    name = "texter"

    def __init__(
        self, folder: Path, kind: str = "uvicorn", env: dict[str, str | None] | None = None
    ):
        super().__init__(folder)
        self.kind = kind
        own = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PORT": str(self.port)}
        merged = {**os.environ, **own, **(env or {})}
        self.env = {name: value for name, value in merged.items() if value is not None}
        self.url = f"http://127.0.0.1:{self.port}"
        self.ws_url = f"ws://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        port = str(self.port)
        if self.kind == "serve":
            return [sys.executable, str(ROOT / "manage.py"), "serve"]
        if self.kind == "daphne":
            return [sys.executable, "-m", "daphne", "-p", port, APPLICATION]
        return [sys.executable, "-m", *procfile_words(port), "--host", "127.0.0.1"]

    @property
    def data(self) -> dict[str, str]:
        """What another server needs to work on the same data."""
        names = ("DATA_DIR", "DATABASE_URL", "REDIS_URL")
        return {name: self.env[name] for name in names if name in self.env}

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/accounts/login/", timeout=5).status_code < 500
        except httpx.TransportError:
            return False

    def migrate(self) -> None:
        self.manage("migrate", "--verbosity", "0")

    def collect(self) -> None:
        """The static files, where nobody has yet."""
        if not Path(self.env["STATIC_ROOT"], "staticfiles.json").exists():
            self.manage("collectstatic", "--noinput", "--verbosity", "0")

    def manage(self, *words: str) -> str:
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServiceFailed(f"manage.py {words[0]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout
