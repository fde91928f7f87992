"""SIGTERM: nobody new, sockets come back at moments of their own, what is under way is finished."""

import asyncio
import select
import signal
import time
from contextlib import AsyncExitStack, contextmanager, suppress
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import uuid4

import httpx
import pytest
import websockets
from asgiref.sync import sync_to_async
from django.db import transaction

from chat.consumers.refusal import refuse
from chat.errors import StartsAnew
from chat.models import Message, Room
from chat.parting import A_SECOND
from tests.listener import Listener, token_of
from tests.services.inhouse import InHouse
from tests.viewer import CSRF, connect, cookies_for
from texter.draining import INTERRUPTED, LINGER
from texter.protocols import TELL

pytestmark = pytest.mark.django_db(transaction=True)

COME_BACK = {"daphne": 4012}  # others say what is meant: 1012
PAGES = 25  # of each person


@pytest.fixture(params=["uvicorn", "daphne"])
def server(request, start_server, shared_data):
    return start_server(request.param, **shared_data)


ON_EACH = pytest.mark.parametrize("server", ["serve", "uvicorn", "daphne"], indirect=True)
ON_UVICORN = pytest.mark.parametrize("server", ["uvicorn"], indirect=True)


@contextmanager
def held_back(room):
    """Whoever writes into the room meanwhile waits."""
    with transaction.atomic():
        Room.objects.select_for_update().get(pk=room.pk)
        yield


def until_draining(server) -> None:
    while httpx.get(f"{server.url}/readyz", timeout=5).json()["process"] != "draining":
        pass


def until_nobody_listens(server) -> None:
    """Who was just connecting is cut off."""
    while True:
        with suppress(httpx.ReadError, httpx.RemoteProtocolError):
            try:
                httpx.get(f"{server.url}/healthz", timeout=5)
            except httpx.ConnectError:
                return


def send_to(server, cookies, room, body: str) -> HTTPConnection:
    """Ask it to store a message; it works on that already."""
    form = urlencode({"body": body, "client_id": str(uuid4())}).encode()
    line = HTTPConnection("127.0.0.1", server.port, timeout=20)
    line.putrequest("POST", f"/rooms/{room.pk}/messages/")
    for name, value in {
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(form)),
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": CSRF,
        "HX-Request": "true",
        "Expect": "100-continue",
    }.items():
        line.putheader(name, value)
    line.endheaders()
    assert line.sock.recv(1024).startswith(b"HTTP/1.1 100")
    line.send(form)
    if server.kind == "daphne":  # it says so of itself, and texter has the whole a little later
        for _ in range(3):
            httpx.get(f"{server.url}/healthz", timeout=5)
    return line


async def closed_at(socket) -> tuple[int, float]:
    await socket.wait_closed()
    return socket.close_code, time.monotonic()


async def reading(socket):
    """A page that takes what it is told."""
    try:
        async for _ in socket:
            pass
    except websockets.ConnectionClosed:
        pass


@ON_EACH
async def test_sockets_are_told_to_come_back_one_after_the_other(server, ann, bob, room):
    async with AsyncExitStack() as stack:
        sockets, readers = [], []
        for person in (ann, bob):
            cookies = await sync_to_async(cookies_for)(person)
            for _ in range(PAGES):
                page = connect(server.url, cookies, f"/ws/?room={room.pk}")
                sockets.append(await stack.enter_async_context(page))
                await sockets[-1].recv()  # it is known by now
        program = await stack.enter_async_context(Listener(server.url, await token_of(ann)))
        await program.until("ready")
        sockets.append(program.socket)
        readers = [asyncio.create_task(reading(socket)) for socket in sockets]
        began = time.monotonic()
        server.tell(signal.SIGTERM)
        ends = await asyncio.gather(*map(closed_at, sockets))
        assert await asyncio.to_thread(server.ended) == 0
        assert time.monotonic() - began < 10
        await asyncio.gather(*readers)
    assert {code for code, _ in ends} == {COME_BACK.get(server.kind, 1012)}
    assert max(moment for _, moment in ends) - began > (len(sockets) - 1) / A_SECOND
    assert "Traceback" not in server.log_since(0)


async def test_who_asks_finds_out_and_is_answered_until_the_end(server, ann, room):
    cookies = await sync_to_async(cookies_for)(ann)
    async with httpx.AsyncClient(base_url=server.url, cookies=cookies, timeout=10) as browser:
        assert (await browser.get("/readyz")).status_code == 200
        # Hosts tell each process, and its parent tells it once more.
        server.tell(signal.SIGTERM)
        server.tell(signal.SIGTERM)
        await asyncio.to_thread(until_draining, server)
        for query in ("", "?strict", "?process"):
            assert (await browser.get(f"/readyz{query}")).status_code == 503
        page = await browser.get(f"/rooms/{room.pk}/")
        assert (page.status_code, page.headers["connection"]) == (200, "close")
    await is_refused(server, cookies, f"/ws/?room={room.pk}")
    assert await asyncio.to_thread(server.ended) == 0
    assert "Traceback" not in server.log_since(0)


async def is_refused(server, cookies, path: str) -> None:
    if server.kind == "daphne":
        async with connect(server.url, cookies, path) as late:
            assert (await closed_at(late))[0] == COME_BACK["daphne"]
        return
    with pytest.raises(websockets.InvalidStatus) as refusal:
        await connect(server.url, cookies, path)
    assert refusal.value.response.status_code == 503
    assert refusal.value.response.headers["Retry-After"] == "1"
    assert refusal.value.response.body == b"texter starts anew. Try again in a moment."


def test_a_message_whose_commit_is_under_way_is_confirmed(server, ann, room):
    cookies = cookies_for(ann)
    with held_back(room):
        line = send_to(server, cookies, room, "at the last moment")
        server.tell(signal.SIGTERM)
        until_draining(server)
        assert select.select([line.sock], [], [], 0)[0] == []
    answer = line.getresponse()
    # It began before: a proxy that kept its connection would lose the next request on it.
    assert (answer.status, answer.headers["connection"]) == (200, "close")
    assert server.ended() == 0
    assert Message.objects.filter(body="at the last moment").count() == 1


@sync_to_async
def tell_it_to_end_while_a_message_waits(server, room, say):
    with held_back(room):
        say()
        server.tell(signal.SIGTERM)
        until_draining(server)


@ON_UVICORN
async def test_a_command_under_way_is_answered_before_its_socket_closes(server, ann, room):
    loop = asyncio.get_running_loop()
    async with Listener(server.url, await token_of(ann)) as program:
        await program.until("ready")

        def say():
            asyncio.run_coroutine_threadsafe(say_and_be_heard(), loop).result(5)

        async def say_and_be_heard():
            """What came before a ping is read before that is answered."""
            await program.say("message.send", room=room.pk, body="said just now")
            await (await program.socket.ping())

        await tell_it_to_end_while_a_message_waits(server, room, say)
        code = await program.close_code()
    # A command that was not begun when the socket closed is not done either.
    heard = [ack["message"]["body"] for ack in program.told("ack")]
    said = Message.objects.in_room(room.pk).filter(body="said just now")
    assert heard == await sync_to_async(lambda: [message.body for message in said])()
    assert code == COME_BACK.get(server.kind, 1012)
    assert await asyncio.to_thread(server.ended) == 0


async def test_ctrl_c_ends_make_run_at_once(start_server, shared_data, ann, room):
    server = start_server("serve", **shared_data)
    await asyncio.to_thread(httpx.get, f"{server.url}/readyz", timeout=5)
    cookies = await sync_to_async(cookies_for)(ann)
    async with connect(server.url, cookies, f"/ws/?room={room.pk}") as page:
        began = time.monotonic()
        server.tell(signal.SIGINT)
        await asyncio.gather(reading(page), page.wait_closed())
        assert page.close_code == 1012
    assert await asyncio.to_thread(server.ended) == 0
    assert time.monotonic() - began < LINGER
    assert "Traceback" not in server.log_since(0)


def test_ctrl_c_once_more_waits_for_nothing(start_server, shared_data, ann, room):
    server = start_server("serve", **shared_data)
    cookies = cookies_for(ann)
    with held_back(room):
        line = send_to(server, cookies, room, "for ever")
        server.tell(signal.SIGINT)
        until_nobody_listens(server)
        assert server.is_running
        began = time.monotonic()
        server.tell(signal.SIGINT)
        server.ended()
        assert time.monotonic() - began < INTERRUPTED / 2
        with pytest.raises(ConnectionError):
            line.getresponse()
    assert "Traceback" not in server.log_since(0)


async def test_a_handshake_that_is_refused_as_the_server_ends_is_no_failure(caplog):
    async def refusing(scope, receive, send):
        await receive()
        scope["extensions"][TELL].__self__.shutdown()  # what uvicorn does with all it has
        await refuse(StartsAnew(), scope, send)

    with InHouse(refusing) as site, pytest.raises(websockets.InvalidStatus):
        await websockets.connect(site.url.replace("http", "ws"))
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
