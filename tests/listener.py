"""A program at the JSON socket: it says commands and waits for events."""

import asyncio
import contextlib
import itertools
import json

import websockets
from asgiref.sync import sync_to_async

from accounts.tokens import personal

ALL = "/ws/api/"


class Listener:
    """`async with` it; all that it heard is in `heard`, batches taken apart."""

    def __init__(self, url: str, token: str = "", path: str = ALL, **options):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= options.pop("headers", {})
        self.opening = websockets.connect(
            url.replace("http", "ws", 1) + path,
            additional_headers=headers,
            ping_interval=None,
            **options,
        )
        self.heard: list[dict] = []
        self.frames: list[dict] = []
        self.waiting: list[dict] = []
        self.labels = itertools.count(1)

    async def __aenter__(self):
        self.socket = await self.opening.__aenter__()
        return self

    async def __aexit__(self, *error):
        await self.opening.__aexit__(*error)

    async def say(self, kind: str, **facts) -> str:
        label = str(next(self.labels))
        await self.socket.send(json.dumps({"type": kind, "id": label, **facts}))
        return label

    async def ask(self, kind: str, **facts) -> dict:
        """Say a command and give its answer; what is heard before it is not passed over."""
        label = await self.say(kind, **facts)
        before, self.waiting = self.waiting, []
        async with asyncio.timeout(20):
            while not (found := [event for event in self.waiting if event.get("id") == label]):
                self.take(await self.socket.recv())
        self.waiting = before + [event for event in self.waiting if event is not found[0]]
        return found[0]

    async def until(self, is_it, seconds: float = 20) -> dict:
        """The next event that is it; those before are passed over."""
        if not callable(is_it):
            kind = is_it
            is_it = lambda event: event["type"] == kind  # noqa: E731
        async with asyncio.timeout(seconds):
            while True:
                while self.waiting:
                    event = self.waiting.pop(0)
                    if is_it(event):
                        return event
                self.take(await self.socket.recv())

    def take(self, text: str) -> None:
        frame = json.loads(text)
        self.frames.append(frame)
        events = frame["events"] if frame["type"] == "batch" else [frame]
        self.heard += events
        self.waiting += events

    async def message(self, body: str) -> dict:
        def is_it(event):
            return event["type"] == "message.changed" and event["message"]["body"] == body

        return await self.until(is_it)

    async def close_code(self, seconds: float = 20) -> int:
        """What it is closed with, all before taken in."""
        async with asyncio.timeout(seconds):
            with contextlib.suppress(websockets.ConnectionClosed):
                while True:
                    self.take(await self.socket.recv())
        return self.socket.close_code

    def told(self, kind: str) -> list[dict]:
        return [event for event in self.heard if event["type"] == kind]


@sync_to_async
def token_of(person, scope: str = "admin", **terms) -> str:
    return personal.make_token(person, "test", scope=scope, **terms)[1]
