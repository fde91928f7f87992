"""Whether this process may be sent people: what /readyz says."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from time import monotonic

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from texter import aside, draining
from texter.absence import Absent

PATIENCE = 1.5  # seconds for an answer; balancers give up soon after
FRESH = 0.5  # seconds that what was found holds, so that asking often costs nothing
HANGS = 10.0  # seconds after which a look is left alone, and another one taken
OK, AWAY, SLOW, DRAINING = "ok", "away", "slow", "draining"
# Without Redis people go on reading and writing (promise P26): taking all processes out would stop them.
SPARABLE = {"layer"}

logger = logging.getLogger(__name__)

_migrated = Event()


async def parts() -> dict[str, str]:
    """A word for each part, within PATIENCE."""
    draining.note_balancer()
    looks = {look.name: look.outcome() for look in LOOKS}
    await asyncio.wait([asyncio.wrap_future(each) for each in looks.values()], timeout=PATIENCE)
    words = {name: each.result() if each.done() else SLOW for name, each in looks.items()}
    return words | {"process": DRAINING if draining.is_draining() else OK}


def missing(words: dict[str, str]) -> set[str]:
    return {name for name, word in words.items() if word != OK}


class Look:
    """A look at a part: one at a time, however many ask."""

    def __init__(self, name: str, work: Callable[[], str]) -> None:
        self.name, self.work = name, work
        self.began = -HANGS
        self.last: Future[str] | None = None

    def outcome(self) -> "Future[str]":
        age = monotonic() - self.began
        if self.last is None or age > (FRESH if self.last.done() else HANGS):
            self.began, self.last = monotonic(), aside.begin(self._word)
        return self.last

    def _word(self) -> str:
        try:
            return self.work()
        except Exception as error:
            if not isinstance(error, Absent):
                logger.warning("Not ready, %s: %s", self.name, type(error).__name__)
            return AWAY


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations() -> str:
    """Once they are all there they stay."""
    if not _migrated.is_set():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "missing"
        _migrated.set()
    return OK


def _layer() -> str:
    if settings.REDIS_URL:
        ping_redis()
    return OK


def ping_redis() -> None:
    """Once: by itself the client tries again for longer than anybody waits here."""
    options = settings.CACHES["default"]["OPTIONS"] | {"retry": Retry(NoBackoff(), 0)}
    with Redis.from_url(settings.REDIS_URL, **options) as client:
        client.ping()


LOOKS = (Look("database", _database), Look("migrations", _migrations), Look("layer", _layer))
