"""Pictures that are made to hurt: refused, while the server stays small and answers everybody."""

import asyncio
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from asgiref.sync import sync_to_async

from tests.bombs import bomb
from tests.files import picture
from tests.viewer import cookies_for, http_for

pytestmark = pytest.mark.django_db(transaction=True)

MOST_RISE = 100 * 1024  # kB
REFUSED = {422, 503}


def most_memory(pid: int) -> int:
    """The most that a process ever held, in kB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


async def test_bombs_are_refused_and_the_server_stays_small(server, ann, bob, room):
    place = f"/rooms/{room.pk}/attachments/"

    async def send(http, name, content):
        answer = await http.post(
            place, data={"key": str(uuid4())}, files={"file": (name, content)}, timeout=60
        )
        return name, answer.status_code

    bombs = {
        "nine.png": bomb(9000),
        "fourteen.png": bomb(14_000),
        "half.jpg": picture(size=(2000, 2000))[:9000],
        "both.jpg": bomb(9000) + b"<script>alert(1)</script>",
    }
    async with (
        http_for(server.url, await sync_to_async(cookies_for)(bob)) as http,
        http_for(server.url, await sync_to_async(cookies_for)(ann)) as other,
    ):
        await send(http, "warm.jpg", picture())
        before = await sync_to_async(most_memory)(server.pid)
        sending = asyncio.gather(*[send(http, *each) for each in bombs.items()])
        while not sending.done():
            assert (await other.get(f"/rooms/{room.pk}/")).status_code == httpx.codes.OK
        statuses = dict(await sending)
        for name, content in bombs.items():
            assert (await send(http, name, content))[1] == 422
        assert (await send(http, "large.png", bomb(4400)))[1] == httpx.codes.CREATED
        rise = await sync_to_async(most_memory)(server.pid) - before
    assert set(statuses.values()) <= REFUSED
    assert rise < MOST_RISE


async def test_24_megabytes_are_taken_without_being_held(server, bob, room):
    place = f"/rooms/{room.pk}/attachments/"
    async with http_for(server.url, await sync_to_async(cookies_for)(bob)) as http:
        await http.post(place, data={"key": str(uuid4())}, files={"file": ("a.txt", b"warm")})
        before = await sync_to_async(most_memory)(server.pid)
        sent = await http.post(
            place,
            data={"key": str(uuid4())},
            files={"file": ("film.bin", b"x" * 24 * 2**20)},
            timeout=60,
        )
        rise = await sync_to_async(most_memory)(server.pid) - before
    assert sent.status_code == httpx.codes.CREATED
    assert rise < 16 * 1024
