"""PostgreSQL is not there yet, dies, or is stopped: people are told, and nothing confirmed is lost."""

import asyncio
import time
from functools import partial

import httpx
import pytest

from tests.faults.site import first_room, people_of, rows_of
from tests.services.postgres import PostgresServer
from tests.services.process import running
from tests.services.server import Server
from tests.survival.traffic import Traffic, run_for_messages
from tests.viewer import CSRF

WORDS = "texter cannot reach its database right now."
BACK_IN = 5  # seconds after its return in which all works again (promise P26)
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


@pytest.fixture(scope="module")
def cluster():
    """As people run it: what is committed is on the disk."""
    server = PostgresServer(**DURABLE)
    try:
        with running(server):
            yield server
    finally:
        server.remove()


@pytest.fixture
def postgres(cluster):
    if not cluster.is_running:  # the test before did not come to its end
        cluster.start()
    return cluster


class Waiting(Server):
    """Has started when it lives."""

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False


@pytest.fixture
def start_waiting(tmp_path):
    servers = []

    def start(kind: str, address: str) -> Server:
        server = Waiting(tmp_path, kind, {"DATABASE_URL": address})
        server.collect()
        servers.append(server)
        return server

    yield start
    for server in servers:
        if server.is_running:
            server.kill()  # one that drains takes its time


def state_of(url: str) -> tuple[int, str]:
    answer = httpx.get(f"{url}/readyz", timeout=5)
    return answer.status_code, answer.json()["database"]


def until(condition, seconds: float) -> float:
    """How long it took, in seconds."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return time.monotonic() - began


def in_words(answer: httpx.Response) -> bool:
    return answer.status_code == 503 and WORDS in answer.text and "Retry-After" in answer.headers


@pytest.mark.parametrize("kind", ["serve", "uvicorn"])
def test_it_waits_for_its_database_and_is_ready_once_that_is_there(start_waiting, postgres, kind):
    # `uvicorn` leaves shared tables to whoever releases.
    makes_tables = kind == "serve"
    server = start_waiting(
        kind, postgres.new_database() if makes_tables else postgres.migrated_database()
    )
    postgres.stop()
    began = time.monotonic()
    server.start()
    assert time.monotonic() - began < 40  # hosts give a minute until the port is open
    assert state_of(server.url) == (503, "away")
    assert in_words(httpx.get(f"{server.url}/accounts/login/", timeout=10))
    assert server.log_since(0).count("The database does not answer. texter waits for it.") == 1
    assert "Traceback" not in server.log_since(0)
    postgres.start()
    until(lambda: state_of(server.url) == (200, "ok"), BACK_IN + 60 * makes_tables)
    assert people_of(server.url, 1)
    assert "The database answers again" in server.log_since(0)


async def away_in_words(url: str, cookies: dict, room_id: int) -> None:
    """Every kind of answer while it is away: quickly, and in the shape that who asks understands."""
    headers = {"X-CSRFToken": CSRF}
    async with httpx.AsyncClient(base_url=url, cookies=cookies, headers=headers) as http:
        began = time.monotonic()
        pages = await asyncio.gather(*[http.get(f"/rooms/{room_id}/") for _ in range(30)])
        assert all(map(in_words, pages))
        assert "text/html" in pages[0].headers["Content-Type"]
        sent = await http.post(
            f"/rooms/{room_id}/messages/", data={"body": "hi"}, headers={"HX-Request": "true"}
        )
        assert in_words(sent)
        assert sent.headers["Content-Type"] == "text/plain"
        for program in (
            await http.get(f"/api/v1/rooms/{room_id}"),
            await http.get("/api/v1/me", headers={"Authorization": "Bearer txt_none"}),
        ):
            assert (program.status_code, program.json()["code"]) == (503, "database_away")
            assert program.headers["Content-Type"] == "application/problem+json"
            assert "Retry-After" in program.headers
        assert "503 Service Unavailable" in await answer_to_a_long_body(url)
        assert (await http.get("/healthz")).status_code == 200
        assert time.monotonic() - began < 4


async def answer_to_a_long_body(url: str) -> str:
    """More than a stranger may send, so that whoever sends it is looked up first."""
    host = url.removeprefix("http://")
    reader, writer = await asyncio.open_connection(*host.split(":"))
    head = ("POST /accounts/login/ HTTP/1.1", f"Host: {host}", f"Cookie: sessionid={'someone' * 5}")
    length = "Content-Length: 3000000"
    writer.write("\r\n".join([*head, length, "", ""]).encode())
    answer = await reader.read()
    writer.close()
    return answer.decode()


@pytest.mark.parametrize("how", ["kill", "stop"])
async def test_what_was_confirmed_outlives_it(start_waiting, postgres, how):
    address = postgres.migrated_database()
    server = start_waiting("uvicorn", address)
    await asyncio.to_thread(server.start)
    people = await asyncio.to_thread(people_of, server.url, 2)
    room_id = await asyncio.to_thread(first_room, server.url, people[0])

    rows = partial(asyncio.to_thread, rows_of, address, room_id)
    async with Traffic([server.url], people, room_id, rows) as traffic:
        ledger = traffic.ledger
        await run_for_messages(ledger, 30)
        await asyncio.to_thread(getattr(postgres, how))
        await asyncio.to_thread(until, lambda: state_of(server.url)[0] == 503, 10)
        await asyncio.to_thread(until, lambda: 503 in ledger.answers, 10)
        await away_in_words(server.url, people[0], room_id)
        await asyncio.to_thread(postgres.start)
        began = time.monotonic()
        await run_for_messages(ledger, 10)
        assert time.monotonic() - began < BACK_IN
        await asyncio.to_thread(until, lambda: state_of(server.url)[0] == 200, BACK_IN)
        await run_for_messages(ledger, 30)
        await traffic.settle()
    assert set(ledger.answers) == {200, 503}
    assert "Traceback" not in server.log_since(0, 10**6)
