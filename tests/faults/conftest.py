"""What breaks and ends while people talk; each test has servers of its own."""

import pytest


@pytest.fixture
def db(transactional_db):
    """Committed: the server has a connection of its own."""
