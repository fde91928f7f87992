"""The services that other tests lean on start, answer, end and come back."""

import httpx
import psycopg
import pytest
import redis
from django.db import connection

from tests.services import programs
from tests.services.process import ServiceFailed
from tests.services.server import Server


def test_a_missing_program_fails_with_words(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(programs.MissingProgram, match="Run bin/services"):
        programs.find("redis-server")


def test_redis_comes_back_at_the_same_address(spare_redis):
    with spare_redis.client() as client:
        client.set("word", "here")
        spare_redis.kill()
        with pytest.raises(redis.ConnectionError):
            client.get("word")
        spare_redis.start()
        assert client.get("word") is None


def test_postgres_gives_every_test_its_own_database(postgres_server):
    first, second = postgres_server.new_database(), postgres_server.new_database()
    assert first != second
    with psycopg.connect(first) as one:
        assert one.execute("select 1").fetchone() == (1,)


def test_a_database_of_its_own_is_migrated(own_data, tmp_path):
    Server(tmp_path, env=own_data(tmp_path)).manage("migrate", "--check")


@pytest.mark.parametrize("kind", ["uvicorn", "daphne"])
def test_texter_comes_back_after_stop_and_kill(start_server, kind):
    server = start_server(kind)
    server.restart()
    server.kill()
    with pytest.raises(httpx.TransportError):
        httpx.get(server.url)
    server.start()
    assert httpx.get(f"{server.url}/accounts/login/", follow_redirects=True).status_code == 200


def test_a_server_that_does_not_start_says_why(start_server):
    with pytest.raises(ServiceFailed, match="Write 1 or 0"):
        start_server(DEBUG="perhaps")


def test_the_server_opens_the_database_of_the_test(server: Server, client, django_user_model):
    user = django_user_model.objects.create_user("ann", password="correct horse", name="Ann")
    client.force_login(user)
    cookies = {"sessionid": client.cookies["sessionid"].value}
    answer = httpx.get(f"{server.url}/accounts/password/change/", cookies=cookies)
    assert answer.status_code == 200


def test_the_chosen_database_is_the_one_in_use(db):
    from tests.conftest import environment

    vendors = {"sqlite": "sqlite", "postgres": "postgresql"}
    assert connection.vendor == vendors[environment.database]


def test_the_browser_reaches_texter(server: Server, page):
    page.goto(f"{server.url}/accounts/login/")
    assert page.locator("form").count() >= 1
