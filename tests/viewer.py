"""A page without a browser: the same socket, the same catch-up, the same upsert.

What it shows can be compared with the database after any accident.
"""

import asyncio
import contextlib
import re
from typing import NamedTuple
from uuid import UUID, uuid4

import httpx
import websockets
from django.conf import settings
from django.test import Client

CSRF = "c" * 32
ENVELOPE = re.compile(
    r'<div hx-swap-oob="upsert:#messages"[^>]*?(?:data-since="(\d+)" data-version="(\d+)"|(data-more))[^>]*>'
)
MESSAGE = re.compile(
    r'<li class="(?:msg|sysmsg)[^"]*" id="message-(\d+)"[^>]*?data-seq="(\d+)" data-version="(\d+)"[^>]*>(.*?)</li>',
    re.DOTALL,
)


class Seen(NamedTuple):
    """A message as the page shows it."""

    seq: int
    version: int
    html: str


def cookies_for(user) -> dict[str, str]:
    """The cookies of a browser in which this person is signed in."""
    client = Client()
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, "csrftoken": CSRF}


def http_for(url: str, cookies: dict[str, str]) -> httpx.AsyncClient:
    headers = {"X-CSRFToken": CSRF, "HX-Request": "true"}
    return httpx.AsyncClient(base_url=url, cookies=cookies, headers=headers, timeout=10)


def connect(url: str, cookies: dict[str, str], path: str, origin: str | None = None):
    """A socket as a page opens it."""
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return websockets.connect(
        url.replace("http", "ws", 1) + path,
        origin=origin or url,
        additional_headers={"Cookie": header},
        ping_interval=None,
        max_size=None,
    )


async def post(http: httpx.AsyncClient, room_id: int, body: str, key: UUID | None = None):
    fields = {"body": body, "client_id": str(key or uuid4())}
    return await http.post(f"/rooms/{room_id}/messages/", data=fields)


class Shown:
    """A page's log: what upsert makes of frames, in Python."""

    def __init__(self):
        self.version = 0
        self.messages: dict[int, Seen] = {}

    @property
    def log(self) -> list[Seen]:
        return sorted(self.messages.values())

    def upsert(self, html: str):
        """Newer replaces, older is ignored."""
        for pk, seq, version, body in MESSAGE.findall(html):
            known = self.messages.get(int(pk))
            if known is None or known.version < int(version):
                self.messages[int(pk)] = Seen(int(seq), int(version), body)

    def apply(self, frame: str) -> str:
        """Take a frame in; "hole" where it does not go on from here, "more" where too much is missing."""
        envelope = ENVELOPE.search(frame)
        if not envelope:
            return ""
        since, version, more = envelope.groups()
        if more:
            return "more"
        self.upsert(frame)
        if int(since) > self.version:
            return "hole"
        self.version = max(self.version, int(version))
        return ""


class Viewer(Shown):
    """An open page of one room. `async with` it; await what it should come to show."""

    def __init__(self, url: str, cookies: dict[str, str], room_id: int):
        super().__init__()
        self.url, self.cookies, self.room_id = url, cookies, room_id
        self.frames: list[str] = []
        self.close_codes: list[int | None] = []
        self.changed = asyncio.Condition()
        self.is_open = asyncio.Event()
        self.http = http_for(url, cookies)

    async def __aenter__(self):
        self.task = asyncio.create_task(self._live())
        return self

    async def __aexit__(self, *error):
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task
        await self.http.aclose()

    @property
    def bodies(self) -> str:
        return "".join(seen.html for seen in self.log)

    async def until(self, condition, seconds: float = 10):
        """Wait until the page fulfils a condition on itself."""
        try:
            async with asyncio.timeout(seconds), self.changed:
                await self.changed.wait_for(lambda: condition(self))
        except TimeoutError:
            raise AssertionError(str(self)) from None

    def __str__(self):
        seqs = [seen.seq for seen in self.log]
        return f"{len(seqs)} to {seqs[-1:]} at version {self.version}, closed {self.close_codes}"

    async def _live(self):
        while not {4401, 4403} & set(self.close_codes):
            with contextlib.suppress(OSError, websockets.InvalidHandshake):
                await self._listen()
            self.is_open.clear()
            await asyncio.sleep(0.1)

    async def _listen(self):
        path = f"/ws/?room={self.room_id}&since={self.version}"
        async with connect(self.url, self.cookies, path) as socket:
            self.is_open.set()
            try:
                async for frame in socket:
                    await self.hear(frame)
            except websockets.ConnectionClosed:
                pass
            finally:
                self.close_codes.append(socket.close_code)
                await self._tell()

    async def hear(self, frame: str):
        self.frames.append(frame)
        need = self.apply(frame)
        if need == "more":
            await self._reload()
        elif need == "hole":
            self.apply(await self._get("changes", since=self.version))
            self.apply(frame)
        await self._tell()

    async def _reload(self):
        """Start afresh; a person would see the newest page, this one scrolls to the start."""
        self.messages.clear()
        page = await self._get("", end="")
        self.version = int(re.search(r'id="messages"[^>]*data-version="(\d+)"', page)[1])
        self.upsert(page)
        while self.log and self.log[0].seq > 1:
            self.upsert(await self._get("messages", before=self.log[0].seq))

    async def _get(self, place: str, **query) -> str:
        path = f"/rooms/{self.room_id}/{place}/" if place else f"/rooms/{self.room_id}/"
        return (await self.http.get(path, params=query)).text

    async def _tell(self):
        async with self.changed:
            self.changed.notify_all()
