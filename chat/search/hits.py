"""Which messages a search means, the newest first, as each database answers it."""

from django.db import connection

from chat.search import postgresql, sqlite
from chat.search.wanted import Wanted

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def newest_hits(wanted: Wanted, limit: int) -> list[int]:
    """Ids of at most so many messages."""
    return ENGINES[connection.vendor].newest_hits(wanted, limit)
