"""One who opens sockets, or speaks on them, without end."""

import asyncio
import contextlib
import json
import time

import pytest
import websockets
from asgiref.sync import sync_to_async

from chat.consumers import pace
from tests.listener import Listener, token_of
from tests.services.inhouse import InHouse
from tests.services.process import running
from tests.services.server import Server
from tests.viewer import connect, cookies_for

pytestmark = pytest.mark.django_db(transaction=True)

FULL = "Too many people are connected right now. Try again in a moment."
KINDS = {"uvicorn": (503, FULL, "5"), "daphne": (403, "", None)}  # the latter lets nobody say more


async def frame_with(socket, words: str) -> str:
    async with asyncio.timeout(20):
        async for frame in socket:
            if words in frame:
                return frame
    raise AssertionError(f"closed with {socket.close_code}")


def typing(person) -> str:
    return f'id="typing-{person.pk}"'


@pytest.mark.parametrize("kind", KINDS)
async def test_a_process_carries_so_many_sockets_and_one_more_is_told_when_to_come_back(
    start_server, shared_data, ann, kind
):
    server = start_server(kind, **shared_data, SOCKETS_A_PROCESS="2")
    cookies = await sync_to_async(cookies_for)(ann)
    token = await token_of(ann)
    async with connect(server.url, cookies, "/ws/") as first, Listener(server.url, token):
        await frame_with(first, "upsert:#rooms")
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with connect(server.url, {}, "/ws/"):
                pass
        answer = refused.value.response
        words = answer.body.decode() if kind == "uvicorn" else ""
        assert (answer.status_code, words, answer.headers.get("Retry-After")) == KINDS[kind]
    assert "ERROR" not in server.log_since(0)
    async with asyncio.timeout(10):
        while not await is_let_in(server, cookies):
            pass


async def is_let_in(server, cookies) -> bool:
    try:
        async with connect(server.url, cookies, "/ws/") as socket:
            return bool(await frame_with(socket, "upsert:#rooms"))
    except websockets.InvalidStatus:
        return False


@pytest.fixture(scope="module")
def url(run_data, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("floods"), env=run_data)
    server.collect()
    with running(server):
        yield server.url


async def test_who_speaks_without_end_is_heard_at_a_pace(url, settings, ann, bob, room):
    """What is said last is heard when all before it had its time, and others wait for nothing."""
    path = f"/ws/?room={room.pk}&since=0"
    async with (
        connect(url, await sync_to_async(cookies_for)(ann), path) as anns,
        connect(url, await sync_to_async(cookies_for)(bob), path) as bobs,
    ):
        for socket in (anns, bobs):
            await frame_with(socket, "upsert:#rooms")
        many = settings.COMMANDS_AT_ONCE + 3 * settings.COMMANDS_A_SECOND
        began = time.monotonic()
        for _ in range(many):
            await bobs.send("{}")
        await bobs.send(json.dumps({"type": "typing"}))
        await anns.send(json.dumps({"type": "typing"}))
        await frame_with(bobs, typing(ann))
        assert time.monotonic() - began < 2
        await frame_with(anns, typing(bob))
        assert time.monotonic() - began > 2


async def test_typing_without_end_is_told_now_and_then(url, ann, bob, room):
    path = f"/ws/?room={room.pk}&since=0"
    async with (
        connect(url, await sync_to_async(cookies_for)(ann), path) as anns,
        connect(url, await sync_to_async(cookies_for)(bob), path) as bobs,
        connect(url, await sync_to_async(cookies_for)(bob), path) as again,
    ):
        await frame_with(anns, "upsert:#rooms")
        told = 0
        for _ in range(20):
            for socket in (bobs, again):
                await socket.send(json.dumps({"type": "typing"}))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1.5):
                async for frame in anns:
                    told += frame.count(typing(bob))
    assert 1 <= told <= 2


@pytest.fixture
def slow_site(application, settings):
    """Where a person may open a socket a second, and none ahead of that."""
    settings.COMMANDS_A_SECOND = settings.COMMANDS_AT_ONCE = 1
    with InHouse(application) as site:
        yield site


async def seconds_to_open(site, cookies) -> float:
    """Until a page shows something."""
    began = time.monotonic()
    async with connect(site.url, cookies, "/ws/") as socket:
        await frame_with(socket, "upsert:#rooms")
    return time.monotonic() - began


async def test_sockets_without_end_are_opened_at_a_pace(slow_site, ann):
    """Who closes one and opens the next waits as long as who keeps them."""
    cookies = await sync_to_async(cookies_for)(ann)
    took = await asyncio.gather(*(seconds_to_open(slow_site, cookies) for _ in range(4)))
    assert max(took) - min(took) > 2.5


async def test_whoever_opened_many_before_waits_a_few_seconds_at_most(slow_site, monkeypatch, ann):
    monkeypatch.setattr(pace, "LONGEST", 0.5)
    cookies = await sync_to_async(cookies_for)(ann)
    for _ in range(12):
        async with connect(slow_site.url, cookies, "/ws/"):
            pass
    assert await seconds_to_open(slow_site, cookies) < 6
