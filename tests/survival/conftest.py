"""Scaled texter: two processes, a PostgreSQL and a Redis of their own to kill."""

import pytest

from tests import cast


@pytest.fixture
def ann(transactional_db):
    return cast.person("ann")


@pytest.fixture
def bob(ann):
    return cast.person("bob")


@pytest.fixture
def room(ann, bob):
    return cast.room_of(ann, bob)


@pytest.fixture
def two_processes(start_server, shared_data, spare_redis, ann):
    """Two web processes on the test's database, joined by one Redis."""
    together = {**shared_data, "REDIS_URL": spare_redis.url}
    return start_server("uvicorn", **together), start_server("uvicorn", **together)
