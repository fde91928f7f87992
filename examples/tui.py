"""A chat in the terminal: `python examples/tui.py http://localhost:8000`.

Signs in (or takes a token from TOKEN), lists the rooms, and talks live. What was typed is sent under
one client_id until the server has acknowledged it, and what was missed is asked for by version: when
the line or the server goes, nothing is lost and nothing is said twice.
"""

import asyncio
import getpass
import json
import os
import sys
import uuid
from collections.abc import AsyncIterator

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

RETRY = 1.0  # seconds
SIGNED_OUT = 4401  # the close code
HELP = "/rooms lists them, /room 7 enters one, /quit leaves; anything else is said."


class Chat:
    """What this person has of the site: rooms, how far each was heard, and what waits to be sent."""

    def __init__(self, site: str, token: str):
        self.address = f"{site.replace('http', 'ws', 1)}/ws/api/"
        self.headers = {"Authorization": f"Bearer {token}"}
        self.versions: dict[int, int] = {}  # room id to the version up to which all was heard
        self.level: set[int] = set()  # the rooms of which all that was missed has come
        self.shown: dict[int, int] = {}  # message id to the version that was shown last
        self.unsent: dict[str, dict] = {}  # client_id to the command, in the order typed
        self.room: int | None = None
        self.socket: ClientConnection | None = None

    async def stay(self) -> None:
        """Hear the site for good."""
        while True:
            try:
                async with connect(self.address, additional_headers=self.headers) as self.socket:
                    await self._hear(self.socket)
            except ConnectionClosed as error:
                if error.rcvd and error.rcvd.code == SIGNED_OUT:
                    return show("That token is no good any more. Start again.")
            except (OSError, InvalidHandshake):
                pass
            self.socket = None
            show("The line is down; what you type waits.")
            await asyncio.sleep(RETRY)

    async def _hear(self, socket: ClientConnection) -> None:
        async for frame in socket:
            event = json.loads(frame)
            for each in event["events"] if event["type"] == "batch" else [event]:
                await self._take(each)

    async def _take(self, event: dict) -> None:
        match event:
            case {"type": "ready", "rooms": rooms}:
                self.level.clear()
                await self._catch_up(rooms)
            case {"type": "message.changed", "room": room, "version": version}:
                if room in self.level:
                    self.versions[room] = max(version, self.versions[room])
                self._show(event["message"])
            case {"type": "room.joined", "room": {"id": room, "version": version}}:
                self.level.discard(room)
                self.versions.setdefault(room, version)
                await self._sync({room: self.versions[room]})
            case {"type": "synced", "rooms": reached}:
                self._note_reached({int(room): version for room, version in reached.items()})
            case {"type": "messages", "items": items}:
                for message in items:
                    self._show(message)
            case {"type": "ack", "id": key, "message": message}:
                self.unsent.pop(key, None)
                self._show(message)
            case {"type": "error", "id": key, "detail": detail}:
                refused = self.unsent.pop(key, None)
                show(f"{detail} Not sent: {refused['body']}" if refused else detail)

    async def _catch_up(self, rooms: list[dict]) -> None:
        """What was missed first, then what waits: both are the server's to sort out."""
        for room in rooms:
            self.versions.setdefault(room["id"], room["version"])
        await self._sync(self.versions)
        for command in tuple(self.unsent.values()):
            await self._send(command)
        show("The line is up.")

    def _note_reached(self, reached: dict[int, int]) -> None:
        """A room that is behind what was seen of it was put back: what it says now is new."""
        if any(version < self.versions.get(room, 0) for room, version in reached.items()):
            self.shown.clear()
        self.versions |= reached
        self.level |= reached.keys()

    async def say(self, body: str) -> None:
        if self.room is None:
            return show(f"Enter a room first. {HELP}")
        key = str(uuid.uuid4())
        facts = {"room": self.room, "body": body, "client_id": key}
        self.unsent[key] = {"type": "message.send", "id": key, **facts}
        return await self._send(self.unsent[key])

    async def enter(self, room: int) -> None:
        self.room = room
        await self._send({"type": "messages.fetch", "id": "fetch", "room": room})

    async def _sync(self, versions: dict[int, int]) -> None:
        await self._send({"type": "sync", "id": "sync", "rooms": versions})

    async def _send(self, command: dict) -> None:
        """While the line is down it stays where it is: `_catch_up` sends it."""
        try:
            if self.socket is not None:
                await self.socket.send(json.dumps(command))
        except ConnectionClosed:
            pass

    def _show(self, message: dict) -> None:
        """Only what is new: a message may come as an answer, as an event and by catching up."""
        known = self.shown.get(message["id"], 0)
        self.shown[message["id"]] = max(known, message["version"])
        if message["room"] != self.room or known >= message["version"]:
            return
        words = "(deleted)" if message["deleted_at"] else message["body"]
        again = " (changed)" if known else ""
        show(f"{message['seq']:>5} {message['author']['name']}{again}: {words}")


def show(line: str) -> None:
    print(line, flush=True)


async def typed() -> AsyncIterator[str]:
    """Lines from the keyboard, read on a thread of their own."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip():
            yield line.strip()


async def main(site: str, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=f"{site}/api/v1", headers=headers) as api:
        await list_rooms(api)
        chat = Chat(site, token)
        staying = asyncio.create_task(chat.stay())
        async for line in typed():
            match line.split():
                case ["/quit"]:
                    break
                case ["/rooms"]:
                    await list_rooms(api)
                case ["/room", number] if number.isdecimal():
                    await chat.enter(int(number))
                case _:
                    await chat.say(line)
        staying.cancel()


def signed_in(site: str) -> str:
    """A token for a name and a password."""
    pair = {"username": input("Name: "), "password": getpass.getpass()}
    answer = httpx.post(f"{site}/api/v1/token", json=pair)
    if answer.is_error:
        raise SystemExit(answer.json()["detail"])
    return answer.json()["token"]


async def list_rooms(api: httpx.AsyncClient) -> None:
    for room in (await api.get("/rooms")).raise_for_status().json()["items"]:
        unread = f" ({room['unread']} unread)" if room["unread"] else ""
        show(f"{room['id']:>5} {room['name']}{unread}")
    show(HELP)


if __name__ == "__main__":
    where = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    asyncio.run(main(where, os.environ.get("TOKEN") or signed_in(where)))
