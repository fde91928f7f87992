"""The servers that are measured: how each is started, filled, listened to and posted to."""

import asyncio
import json
import os
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from benchmarks.client import TEXT, Handshake, Http, Socket, handshake, open_sockets
from benchmarks.server import Server, free_port

ROOT = Path(__file__).resolve().parent.parent
CSRF = "c" * 32
UVICORN = (
    "uvicorn --loop uvloop --http httptools --ws websockets-sansio --log-level warning"
    " --port {port}"
)
# What a developer may have set for a server of their own.
UNPACED = {"MESSAGES_A_MINUTE": "60000", "LINK_PREVIEWS": "0"}  # few people write for all
UNSET = [
    "DATABASE_URL",
    "REDIS_URL",
    "DEBUG",
    "SITE_URL",
    "STATIC_ROOT",
    "TRUSTED_PROXIES",
    "ALLOWED_HOSTS",
]


class HttpPoster:
    """Posts a message as the page's form does, over connections that stay open."""

    def __init__(self, ports: list[int], path: str, sessions: list[str], connections: int):
        host = f"127.0.0.1:{ports[0]}"
        self.head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        self.sessions = sessions
        self.idle: asyncio.Queue[Http] = asyncio.Queue()
        for port in islice(cycle(ports), connections):
            self.idle.put_nowait(Http(port))

    async def post(self, number: int, body: str) -> int:
        """The answer's status; 0 for a connection that broke."""
        connection = await self.idle.get()
        try:
            return await connection.request(self._request(number, body))
        except ConnectionError:
            return 0
        finally:
            self.idle.put_nowait(connection)

    def _request(self, number: int, body: str) -> bytes:
        form = f"body={quote(body)}&client_id={uuid4()}"
        cookies = f"sessionid={self.sessions[number % len(self.sessions)]}; csrftoken={CSRF}"
        return (
            f"{self.head}Cookie: {cookies}\r\nX-CSRFToken: {CSRF}\r\nHX-Request: true\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n{form}"
        ).encode()


class SocketPoster:
    """Posts over the publisher's connection, which answers nothing."""

    def __init__(self, socket: Socket):
        self.socket = socket

    async def post(self, number: int, body: str) -> int:
        self.socket.send(TEXT, body.encode())
        return 200


class DjangoTarget:
    """A Django project with one room for each case and as many signed-in people as sockets."""

    def __init__(
        self,
        name: str,
        settings: str,
        setup: list[str],
        makers: str,
        command: str,
        most_in_flight: int = 1_000,
        services: dict[str, str] | None = None,
    ):
        self.name, self.makers, self.most_in_flight = name, makers, most_in_flight
        self.setup, self.command = setup, command
        self.environment = {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT)}
        self.services = services or {}

    def prepare(self, folder: Path, sizes: list[int]) -> None:
        self.environment |= dict.fromkeys(UNSET, "") | {"DATA_DIR": str(folder)} | UNPACED
        self.environment |= self.services
        for command in self.setup:
            self._run("-m", "django", *command.split(), "--verbosity", "0")
        facts = json.loads(self._run("-m", "benchmarks.prepare", self.makers, *map(str, sizes)))
        self.sessions, self.rooms = facts["sessions"], facts["rooms"]

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=os.environ | self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{self.name}: {' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
        return done.stdout.splitlines()[-1] if done.stdout else ""

    def server(self, log: Path) -> Server:
        port = free_port()
        command = [sys.executable, "-m", *self.command.format(port=port).split()]
        return Server(command, self.environment, port, log)

    def handshakes(self, ports: list[int], case_number: int, sockets: int) -> list[Handshake]:
        room, version = self.rooms[case_number]
        path = f"/ws/?room={room}&since={version}"
        return [
            handshake(port, path, f"sessionid={session}")
            for session, port in zip(self.sessions[:sockets], cycle(ports), strict=False)
        ]

    async def poster(
        self, ports: list[int], case_number: int, sockets: int, connections: int
    ) -> HttpPoster:
        path = f"/rooms/{self.rooms[case_number][0]}/messages/"
        return HttpPoster(ports, path, self.sessions[:sockets], connections)


class BareTarget:
    name = "bare broadcast"
    most_in_flight = 1_000

    def prepare(self, folder: Path, sizes: list[int]) -> None:
        """Nothing is stored."""

    def server(self, log: Path) -> Server:
        port = free_port()
        command = [sys.executable, "-m", "benchmarks.bare_broadcast", str(port)]
        return Server(command, {"PYTHONPATH": str(ROOT)}, port, log)

    def handshakes(self, ports: list[int], case_number: int, sockets: int) -> list[Handshake]:
        return [handshake(ports[0], "/")] * sockets

    async def poster(
        self, ports: list[int], case_number: int, sockets: int, connections: int
    ) -> SocketPoster:
        (socket,) = await open_sockets([handshake(ports[0], "/publish")], None)
        return SocketPoster(socket)


PLAIN = (
    "benchmarks.plain_channels.settings",
    ["migrate --run-syncdb"],
    "benchmarks.plain_channels.people",
)
# It is fastest with one post at a time: every message that waits makes its layer's walks longer.
PLAIN_IN_FLIGHT = 1
PLAIN_ASGI = "benchmarks.plain_channels.asgi:application"
TARGETS = [
    DjangoTarget(
        "texter",
        "texter.settings",
        ["migrate", "collectstatic --no-input"],
        "benchmarks.texter_people",
        f"{UVICORN} texter.asgi:application",
    ),
    DjangoTarget(
        "plain Channels, daphne",
        *PLAIN,
        f"daphne -v 0 -b 127.0.0.1 -p {{port}} {PLAIN_ASGI}",
        PLAIN_IN_FLIGHT,
    ),
    DjangoTarget("plain Channels, uvicorn", *PLAIN, f"{UVICORN} {PLAIN_ASGI}", PLAIN_IN_FLIGHT),
    BareTarget(),
]
Target = DjangoTarget | BareTarget
Poster = HttpPoster | SocketPoster
