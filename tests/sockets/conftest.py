"""A running texter on either server."""

from collections.abc import Iterator

import pytest

from tests.services.process import running
from tests.services.server import Server


@pytest.fixture(scope="session", params=["uvicorn", "daphne"])
def either_server(request, run_data, tmp_path_factory) -> Iterator[Server]:
    """Started once for all tests; each of them finds an empty database behind it."""
    server = Server(tmp_path_factory.mktemp(request.param), request.param, run_data)
    server.collect()
    with running(server):
        yield server


@pytest.fixture
def db(transactional_db):
    """Committed: the server has a connection of its own."""
