"""Which messages a search means, the newest first, as each database answers it."""

from django.db import connection

from chat.search import postgresql, sqlite
from chat.search.wanted import Hits, Wanted

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def newest_hits(wanted: Wanted, limit: int) -> Hits:
    """At most so many; fewer, too, where looking for them takes long."""
    return ENGINES[connection.vendor].newest_hits(wanted, limit)
