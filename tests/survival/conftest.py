"""Scaled texter: two processes, a PostgreSQL and a Redis of their own to kill."""

import pytest


@pytest.fixture
def db(transactional_db):
    """Committed: the server has a connection of its own."""


@pytest.fixture
def two_processes(start_server, shared_data, spare_redis, ann):
    """Two web processes on the test's database, joined by one Redis."""
    together = {**shared_data, "REDIS_URL": spare_redis.url}
    return start_server("uvicorn", **together), start_server("uvicorn", **together)
