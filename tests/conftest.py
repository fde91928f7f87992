"""Real services for every test: a database, Redis, texter itself, a browser. A missing one fails."""

import string
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from httpx._transports import default as transports
from playwright.sync_api import Browser, Page

from tests.services import emptying, process
from tests.services.chromium import open_browser
from tests.services.environment import Environment
from tests.services.postgres import PostgresServer
from tests.services.process import running
from tests.services.redis import RedisServer
from tests.services.server import Server
from tests.services.twilio import FakeTwilio
from tests.turns import turns_of
from texter import memory

memory.hold_still()  # as the server does: seven thousand tests stay, too
environment = Environment()
environment.apply()

import django  # noqa: E402  (reads the settings, so the environment comes first)
from django.conf import settings as django_settings  # noqa: E402
from django.contrib.contenttypes.management import create_contenttypes  # noqa: E402
from django.core.cache import cache as django_cache  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.backends.postgresql.operations import (  # noqa: E402
    DatabaseOperations as PostgresOperations,
)
from django.db.backends.sqlite3.base import DatabaseOperations  # noqa: E402
from django.db.models.signals import post_migrate  # noqa: E402
from django.middleware import csrf  # noqa: E402
from django.test import Client  # noqa: E402

django_settings.PASSWORD_HASHERS.insert(0, "tests.services.hasher.QuickHasher")
django_settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()
# A test that commits ends with Django's `flush`, which would write some hundred rows of content types
# and permissions each time. texter asks for no permission, and a content type is made when asked for.
post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
post_migrate.disconnect(create_contenttypes)
DatabaseOperations.execute_sql_flush = emptying.flush
PostgresOperations.sql_flush = emptying.deletions
# Among letters of both cases stands a name of three, once in some thousand pages.
csrf.CSRF_ALLOWED_CHARS = string.ascii_lowercase + string.digits
# Each client of httpx would read all authorities of the world, also where it speaks no TLS: 35 ms, and
# whoever waits for a server asks time and again.
transports.create_ssl_context = cache(transports.create_ssl_context)

from django.contrib.contenttypes.models import ContentType  # noqa: E402

from accounts import site  # noqa: E402  (its rows are models, so Django comes first)
from accounts.models import SitePolicy  # noqa: E402
from tests import cast  # noqa: E402

StartServer = Callable[..., Server]
WITH_BROWSER = {"browser", "deploy", "services"}  # folders; bin/check collects no others for it
LOG_SIZES = pytest.StashKey[dict[process.Process, int]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright's loop would be in the way of every asynchronous test after."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            if item.path.parent.name not in WITH_BROWSER:
                raise pytest.UsageError(
                    f"bin/check would not find {item.nodeid}: see WITH_BROWSER."
                )
            item.add_marker("browser")
    turns = turns_of({item.path: None for item in items})
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None, turns[item.path]))


def pytest_collection_finish() -> None:
    memory.settle()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    environment.withdraw()
    memory.settle()  # here nothing is collected


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item):
    item.stash[LOG_SIZES] = {each: each.log_size for each in process.started}
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.failed:
        sizes = item.stash[LOG_SIZES]
        for each in process.started:
            if each.log_size > (before := sizes.get(each, 0)):
                report.sections.append((f"log of {each.name}", each.log_since(before)))
    return report


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    django_cache.clear()
    site.keep(SitePolicy())
    ContentType.objects.clear_cache()  # the rows went with the test that made them


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """The test database is the file that a server with the same DATA_DIR opens."""
    if environment.database == "sqlite":
        connections["default"].settings_dict["TEST"]["NAME"] = environment.make_test_file()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Not dropped at the end: it goes with its folder or server, and threads may still hold it."""
    return True


@pytest.fixture
def ann(db):
    return cast.person("ann")


@pytest.fixture
def bob(ann):
    return cast.person("bob")


@pytest.fixture
def cid(bob):
    return cast.person("cid")


@pytest.fixture
def room(ann, bob):
    """A room of ann and bob; the line that says bob joined is its first message."""
    return cast.room_of(ann, bob)


@pytest.fixture
def application(db):
    """What a server loads; as it is loaded it looks into the database."""
    from texter.asgi import application

    return application


@pytest.fixture
def browse_as():
    """A client in which somebody is signed in already."""

    def make(user, **options) -> Client:
        client = Client(**options)
        client.force_login(user, django_settings.AUTHENTICATION_BACKENDS[0])
        return client

    return make


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """One Redis for the whole run. A test that stops or kills it takes spare_redis."""
    with running(RedisServer(tmp_path_factory.mktemp("redis"))) as server:
        yield server


@pytest.fixture
def spare_redis(tmp_path: Path) -> Iterator[RedisServer]:
    with running(RedisServer(tmp_path)) as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    """One PostgreSQL for the whole run; migrated_database() gives a test its own."""
    return environment.postgres()


@pytest.fixture(scope="session")
def own_data() -> Callable[[Path], dict[str, str]]:
    """The variables that give a server a migrated database, which is in the folder on SQLite."""
    return environment.own_data


@pytest.fixture
def start_server(tmp_path: Path, own_data) -> Iterator[StartServer]:
    """Start texter with a database of its own: start_server("daphne", REDIS_URL=redis_server.url).

    A second one on the same data is given the first one's: start_server(**first.data).
    One that is named is migrated already, or texter does it.
    """
    servers: list[Server] = []

    def start(kind: str = "uvicorn", **env: str | None) -> Server:
        is_named = env.keys() & {"DATA_DIR", "DATABASE_URL"}
        data = {} if is_named else own_data(tmp_path)
        server = Server(tmp_path, kind, {**data, **env})
        server.collect()
        server.start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        if server.is_running:
            server.kill()  # one that drains takes its time


@pytest.fixture(scope="session")
def run_data(django_db_setup: None) -> dict[str, str]:
    """The variables that let a server open the tests' database, for one that serves many tests."""
    return environment.shared_data()


@pytest.fixture
def shared_data(run_data: dict[str, str], transactional_db: None) -> dict[str, str]:
    """The same for one test, which finds the database empty."""
    return run_data


@pytest.fixture
def server(start_server: StartServer, shared_data: dict[str, str]) -> Server:
    """texter on the test's own database: what actions write here, it shows (by catch-up)."""
    return start_server(**shared_data)


@pytest.fixture(scope="session")
def running_twilio() -> Iterator[FakeTwilio]:
    """One for the whole run, for a server that serves many tests."""
    with FakeTwilio() as service:
        yield service


@pytest.fixture
def twilio_service(running_twilio: FakeTwilio) -> FakeTwilio:
    """It heard nothing yet, and works."""
    running_twilio.reset()
    return running_twilio


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()
