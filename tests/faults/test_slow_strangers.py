"""Strangers who take their time, or more than their part: none is waited for long (promise P22)."""

import asyncio
import select
import socket
import time
from contextlib import ExitStack, suppress
from threading import Event

import pytest
import uvicorn
from asgiref.sync import sync_to_async
from django.core.management import call_command

from tests import viewer
from tests.services.inhouse import InHouse
from tests.services.server import procfile_words
from tests.viewer import cookies_for
from texter import metrics, starting

pytestmark = pytest.mark.django_db(transaction=True)

HOST = b"HTTP/1.1\r\nHost: 127.0.0.1\r\n"
LONG = b"Content-Length: 1000\r\n\r\n"
PIECES = b"Transfer-Encoding: chunked\r\n\r\n"
SIGN_IN = b"POST /accounts/login/password/ " + HOST
UPGRADE = b"GET /ws/ " + HOST + b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
STRANGER = (
    UPGRADE.replace(b"/ws/", b"/ws/api/") + b"x" * 22 + b"==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
MOST_SENT = 16 * 2**20  # what the kernel takes off somebody's hands while they are hung up on, too


@pytest.fixture
def quick(settings):
    """A second where there is a minute."""
    settings.REQUEST_HEAD_SECONDS = settings.BODY_SECONDS = settings.UNREAD_SECONDS = 1
    return settings


@pytest.fixture
def site(quick, application):
    with InHouse(application) as site:
        yield site


def connect(site) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=10)


def taken(line) -> bytes:
    """What comes next; nothing at the end, however it comes to it."""
    try:
        return line.recv(65_536)
    except ConnectionResetError:
        return b""


def drip(site, start: bytes, drop: bytes) -> tuple[bytes, float]:
    """Say something, and go on slowly until hung up on; what was answered, and the seconds it took."""
    with connect(site) as line:
        line.sendall(start)
        began, answer = time.monotonic(), b""
        while time.monotonic() - began < 10:
            if select.select([line], [], [], 0.1)[0]:
                if not (piece := taken(line)):
                    return answer, time.monotonic() - began
                answer += piece
            with suppress(OSError):
                line.sendall(drop)
    raise AssertionError(f"still connected, and told {answer!r}")


@pytest.mark.parametrize(
    ("start", "drop", "told"),
    [
        pytest.param(b"", b"", b"", id="says nothing"),
        pytest.param(b"", b"\r\n", b" 408 ", id="says nothing, at length"),
        pytest.param(b"G", b"", b" 408 ", id="one letter"),
        pytest.param(b"GET / " + HOST + b"X-Slow: ", b"x", b" 408 ", id="a slow head"),
        pytest.param(UPGRADE, b"x", b" 408 ", id="a slow handshake"),
        pytest.param(SIGN_IN + LONG, b"x", b" 408 ", id="a slow body"),
        pytest.param(b"POST /healthz " + HOST + LONG, b"x", b" 405 ", id="an answered body"),
        pytest.param(b"GET /healthz " + HOST + b"\r\nG", b"", b" 200 ", id="a second request"),
    ],
)
def test_nobody_is_waited_for_long(site, start, drop, told):
    answer, seconds = drip(site, start, drop)
    assert told in answer.partition(b"\r\n")[0]
    assert (b"That took too long." in answer) == (told == b" 408 ")
    assert 0.8 < seconds < 5


def flood(site, start: bytes, piece: bytes) -> tuple[bytes, int]:
    """Say more and more until hung up on; what was answered, and how much could be said."""
    answer, sent = b"", 0
    with connect(site) as line:
        with suppress(OSError):
            line.sendall(start)
            while sent < MOST_SENT:
                line.sendall(piece)
                sent += len(piece)
        while told := taken(line):
            answer += told
    return answer, sent


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        pytest.param(b"GET / " + HOST, b"X-A: b\r\n" * 1000, id="headers without end"),
        pytest.param(b"GET / " + HOST + b"X-A: ", b"x" * 8192, id="a header without end"),
        pytest.param(b"GET /", b"x" * 8192, id="an address without end"),
        pytest.param(b"", b"\r\n" * 4096, id="empty lines without end"),
        pytest.param(SIGN_IN + PIECES + b"0\r\n", b"X-A: b\r\n" * 1000, id="a tail without end"),
        pytest.param(SIGN_IN + PIECES + b"1;", b"x" * 8192, id="a piece's head without end"),
        pytest.param(b"", (b"GET /healthz " + HOST + b"\r\n") * 100, id="requests without end"),
    ],
)
def test_nobody_says_more_than_a_little_before_it_is_read(site, settings, start, piece):
    settings.REQUEST_HEAD_SECONDS = settings.BODY_SECONDS = 20
    began = time.monotonic()
    _, sent = flood(site, start, piece)
    assert sent < MOST_SENT
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("end", [b"", b"\r\n\r\n"], ids=["unfinished", "whole"])
def test_a_head_that_is_too_long_is_refused_in_words(site, end):
    with connect(site) as line:
        line.sendall(b"GET / " + HOST + b"X-A: " + b"x" * 70_000 + end)
        answer = line.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert answer.endswith(b"That request says too much about itself.")


def test_of_many_who_say_nothing_the_first_goes_and_others_get_in(site, settings):
    settings.REQUEST_HEAD_SECONDS, settings.WAITING_CONNECTIONS = 20, 5
    with ExitStack() as stack:
        lines = [stack.enter_context(connect(site)) for _ in range(7)]
        for first in lines[:2]:
            assert taken(first) == b""
        assert select.select(lines[2:], [], [], 0)[0] == []
        with connect(site) as line:
            line.sendall(b"GET /healthz " + HOST + b"\r\n")
            assert b" 200 " in taken(line)


def test_a_pause_between_two_requests_is_nobodys_business(site, settings):
    with connect(site) as line:
        for _ in range(2):
            line.sendall(b"GET /healthz " + HOST + b"\r\n")
            assert b" 200 " in taken(line)
            assert select.select([line], [], [], 2 * settings.REQUEST_HEAD_SECONDS)[0] == []


def test_whoever_does_not_read_the_answer_is_hung_up_on(quick):
    has_ended = Event()

    async def endless(scope, receive, send):
        await receive()
        gone = asyncio.create_task(receive())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while not gone.done():
            await send({"type": "http.response.body", "body": bytes(65_536), "more_body": True})
            await asyncio.sleep(0)
        has_ended.set()

    with InHouse(endless) as site, connect(site) as line:
        line.sendall(b"GET / " + HOST + b"\r\n")
        assert has_ended.wait(10)


async def test_who_closes_by_themselves_is_not_counted_among_those_who_did_not_read(
    site, settings, ann
):
    """The second one is told 4401 and says nothing to that."""
    settings.ENDING_SECONDS = 0.5
    before, cookies = metrics.UNREAD._value.get(), await sync_to_async(cookies_for)(ann)
    async with viewer.connect(site.url, cookies, "/ws/") as page:
        await page.recv()
    await asyncio.to_thread(is_told_and_says_nothing, site)
    assert metrics.UNREAD._value.get() == before + 1


def is_told_and_says_nothing(site) -> None:
    with connect(site) as line:
        line.sendall(STRANGER)
        while taken(line):
            pass


def test_every_way_to_start_speaks_so(monkeypatch):
    """The image, compose.yaml and Heroku start what the Procfile does, or `manage.py serve`."""
    started = {}
    monkeypatch.setattr(starting, "collect_static", lambda: None)
    monkeypatch.setattr(uvicorn, "run", lambda *args, **options: started.update(options))
    call_command("serve")
    words = procfile_words("8000")
    for name in ("http", "ws"):
        assert words[words.index(f"--{name}") + 1] == started[name]
        assert started[name].startswith("texter.protocols.")
