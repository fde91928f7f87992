"""What machines ask: whether a process lives, and whether people may be sent to it."""

import time
from threading import Event

import httpx
import psycopg
import pytest

from tests.services.wire import Wire
from texter import draining, readiness

WELL = {"database": "ok", "migrations": "ok", "layer": "ok", "process": "ok"}
# Postgres and Redis are named, whatever database the others run on.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def serving(monkeypatch, application):
    """This process, which starts afresh: nothing looked at, nobody draining it."""
    monkeypatch.setattr(draining, "_draining", Event())
    for look in readiness.LOOKS:
        monkeypatch.setattr(look, "last", None)
    transport = httpx.ASGITransport(application)
    return httpx.AsyncClient(transport=transport, base_url="http://balancer.internal")


def ready(url: str, query: str = "") -> tuple[int, dict]:
    """Its answer, which is there in time."""
    began = time.monotonic()
    answer = httpx.get(f"{url}/readyz{query}", timeout=10)
    assert time.monotonic() - began < 2
    return answer.status_code, answer.json()


def until(condition, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


async def test_it_lives_whatever_host_is_asked_for(serving):
    answer = await serving.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_it_is_only_looked_at(serving, path):
    for method in ("POST", "PUT", "DELETE"):
        answer = await serving.request(method, path, content=b"{")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    answer = await serving.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


async def test_it_is_ready_until_it_drains(serving):
    answer = await serving.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, **WELL})
    draining.begin()
    answer = await serving.get("/readyz")
    told = {"ready": False, **WELL, "process": "draining"}
    assert (answer.status_code, answer.json()) == (503, told)
    assert (await serving.get("/healthz")).status_code == 200


def test_a_redis_that_hangs_or_dies_is_told_and_takes_no_process_out(start_server, spare_redis):
    with Wire(spare_redis.port) as wire:
        url = start_server(REDIS_URL=f"redis://127.0.0.1:{wire.port}/0").url
        until(lambda: ready(url) == (200, {"ready": True, **WELL}))
        wire.opened.clear()
        until(lambda: ready(url)[1]["layer"] in {"away", "slow"})
        assert ready(url)[0] == 200
        status, told = ready(url, "?strict")
        assert (status, told["ready"]) == (503, False)
        wire.opened.set()
        until(lambda: ready(url, "?strict")[0] == 200)
        spare_redis.kill()
        until(lambda: ready(url, "?strict") == (503, {**WELL, "layer": "away", "ready": False}))


def test_a_database_that_hangs_is_told_in_time_and_missed_until_it_is_back(
    start_server, postgres_server
):
    address = postgres_server.migrated_database()
    with Wire(postgres_server.port) as wire:
        through = address.replace(str(postgres_server.port), str(wire.port))
        server = start_server(DATABASE_URL=through)
        until(lambda: ready(server.url) == (200, {"ready": True, **WELL}))
        wire.opened.clear()
        until(lambda: ready(server.url)[1]["database"] in {"slow", "away"})
        assert ready(server.url)[0] == 503
        assert httpx.get(f"{server.url}/healthz", timeout=2).status_code == 200
        wire.opened.set()
        until(lambda: ready(server.url)[0] == 200)


def test_a_migration_that_is_not_applied_is_missed_until_it_is(start_server, postgres_server):
    address = postgres_server.migrated_database()
    server = start_server(DATABASE_URL=address)
    with psycopg.connect(address, autocommit=True) as database:
        last = "FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'chat')"
        row = database.execute(f"SELECT app, name, applied {last}").fetchone()
        database.execute(f"DELETE {last}")
        assert ready(server.url) == (503, {**WELL, "migrations": "missing", "ready": False})
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", row
        )
    until(lambda: ready(server.url)[0] == 200)
