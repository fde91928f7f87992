"""Sockets that never read, silent or talking: they cost a little memory, and nobody else anything."""

import asyncio
import base64
import contextlib
import os
import socket
import time
from pathlib import Path

import httpx
import pytest
from asgiref.sync import sync_to_async
from channels_redis.pubsub import RedisPubSubChannelLayer
from websockets.frames import Frame, Opcode

from chat import names
from tests.services.process import running
from tests.services.server import Server
from tests.viewer import Viewer, cookies_for
from texter import brokers
from texter.protocols.sockets import Sockets

pytestmark = pytest.mark.django_db(transaction=True)

MESSAGES = 20_000
AT_ONCE = 200  # told before anybody has to have read them
BODY = "x" * 4_000
MOST_RISE = 40 * 1024  # kB; what is told is twice that
TOKEN = "a token for who counts"
PING = b"\x89\xfd" + bytes(4) + bytes(125)
TALK = b"\x81\x82" + bytes(4) + b"{}"
BUFFER = 4096  # bytes that the reader's side of the line takes


@pytest.fixture(scope="module")
def server(run_data, redis_server, tmp_path_factory):
    env = {**run_data, "REDIS_URL": redis_server.url, "METRICS_TOKEN": TOKEN}
    server = Server(tmp_path_factory.mktemp("deaf"), env=env)
    server.collect()
    with running(server):
        yield server


def memory_of(server) -> int:
    """What its process holds, in kB."""
    lines = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def number(server, name: str) -> float:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    lines = httpx.get(f"{server.url}/metrics", headers=headers).text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.split()[0] == name)


def deaf_socket(server, cookies: dict[str, str], path: str) -> socket.socket:
    """Opened as a page opens it, and never read after that."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    line.connect(("127.0.0.1", server.port))
    line.settimeout(10)
    head = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        f"Origin: {server.url}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        "Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()),
    ]
    line.sendall("\r\n".join([*head, "", ""]).encode())
    assert b" 101 " in line.recv(16)
    return line


async def tell_all(redis_url: str, room, page: Viewer) -> None:
    """What a publisher tells of so many messages, as fast as a reader reads it."""
    layer = RedisPubSubChannelLayer(**brokers.layer(redis_url)["CONFIG"])
    start = page.version
    for version in range(start + 1, start + MESSAGES + 1):
        event = {
            "type": names.ROOM_CHANGED,
            "room": room.pk,
            "version": version,
            "seq": version,
            "html": f'<li class="msg" id="message-{version}" data-seq="{version}" data-version="{version}">{BODY}</li>',
            "payload": "{}",
            "row": "",
            "facts": "",
            "loss": None,
        }
        await layer.group_send(names.room_group(room.pk), event)
        if version % AT_ONCE == 0:
            await page.until(lambda page, version=version: page.version >= version)
    await page.until(lambda page: page.version >= start + MESSAGES)
    await layer.flush()


async def test_who_never_reads_is_closed_while_the_others_get_all(
    server, redis_server, ann, bob, room
):
    path, slow = f"/ws/?room={room.pk}&since=0", number(server, "texter_slow_sockets_total")
    bobs = await sync_to_async(cookies_for)(bob)
    async with Viewer(server.url, await sync_to_async(cookies_for)(ann), room.pk) as page:
        await page.until(lambda page: page.version)
        line = await asyncio.to_thread(deaf_socket, server, bobs, path)
        with contextlib.closing(line):
            while number(server, "texter_sockets") < 2:
                await asyncio.sleep(0.05)
            before = memory_of(server)
            await tell_all(redis_server.url, room, page)
            assert memory_of(server) - before < MOST_RISE
            async with asyncio.timeout(30):
                while number(server, "texter_sockets") > 1:
                    await asyncio.sleep(0.05)
        assert page.close_codes == []
    assert number(server, "texter_slow_sockets_total") == slow + 1
    assert len(page.messages) >= MESSAGES


@pytest.mark.parametrize("frame", [PING, TALK, TALK + PING], ids=["pings", "talk", "both"])
async def test_who_talks_and_never_reads_is_not_listened_to(server, ann, bob, room, frame):
    cookies = await sync_to_async(cookies_for)(bob)
    line = await asyncio.to_thread(deaf_socket, server, cookies, f"/ws/?room={room.pk}&since=0")
    with contextlib.closing(line):
        line.settimeout(2)
        before = memory_of(server)
        said = await asyncio.to_thread(say_until_nobody_listens, line, frame)
        assert memory_of(server) - before < MOST_RISE
        assert said > 0
        async with Viewer(server.url, await sync_to_async(cookies_for)(ann), room.pk) as page:
            await page.until(lambda page: page.version)


def say_until_nobody_listens(line: socket.socket, frame: bytes) -> int:
    """How much could be said; a second of silence on the other side is enough."""
    said, until = 0, time.monotonic() + 30
    with contextlib.suppress(TimeoutError, ConnectionError):
        while time.monotonic() < until:
            said += line.send(frame * 500)
        raise AssertionError(f"still listened to after {said} bytes")
    return said


def test_pieces_of_a_message_that_say_nothing_are_not_kept():
    """They are free to send, so a message could be begun and never ended."""
    line = object.__new__(Sockets)
    line.handle_text(Frame(Opcode.TEXT, b"{", fin=False))
    for _ in range(3):
        line.handle_cont(Frame(Opcode.CONT, b"", fin=False))
    line.handle_cont(Frame(Opcode.CONT, b'"type":', fin=False))
    assert line.frames == [b"{", b'"type":']
