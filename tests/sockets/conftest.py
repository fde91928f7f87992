"""A running texter on either server, and the cast with a room in its database."""

from collections.abc import Iterator

import pytest

from tests import cast
from tests.services.process import running
from tests.services.server import Server


@pytest.fixture(scope="session", params=["uvicorn", "daphne"])
def either_server(request, run_data, tmp_path_factory) -> Iterator[Server]:
    """Started once for all tests; each of them finds an empty database behind it."""
    server = Server(tmp_path_factory.mktemp(request.param), request.param, run_data)
    server.prepare()
    with running(server):
        yield server


@pytest.fixture
def ann(transactional_db):
    return cast.person("ann")


@pytest.fixture
def bob(ann):
    return cast.person("bob")


@pytest.fixture
def cid(bob):
    return cast.person("cid")


@pytest.fixture
def room(ann, bob, cid):
    return cast.room_of(ann, bob)
