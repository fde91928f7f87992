"""Asking PostgreSQL, whose GIN index knows no order: so it is asked for a few messages at a time.

Every message says in which band of ids it stands. The newest few come first, then more of them at
once; of what is said often, the first are enough, and what is said seldom is soon read.
"""

import time
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection

from chat.search.facts import BAND, in_band
from chat.search.language import Phrase
from chat.search.wanted import ROWS, Hits, Wanted

NEWEST_ENTRY = "SELECT message_id FROM chat_searchentry ORDER BY message_id DESC LIMIT 1"
# What the index finds, first: the planner would rather walk through all messages from the newest on.
# Each part of the question by itself: the index then leaps from what one finds to what others do.
NEWEST = """
    WITH matching AS MATERIALIZED (
        SELECT message_id FROM chat_searchentry WHERE message_id < %s AND {matches}
    ), entry AS MATERIALIZED (
        SELECT message_id FROM matching ORDER BY message_id DESC LIMIT %s
    )
    SELECT entry.message_id, EXISTS (SELECT 1 FROM {rows})
    FROM entry ORDER BY entry.message_id DESC
"""
MATCH = "terms @@ CAST(%s AS tsquery)"
# Bands at once: twice as many as long as it is quick. No more, as what comes after a long silence may
# be said often, and a stretch is read whole.
FEWEST, MOST = 4, 8
QUICK = 0.01  # seconds
PATIENCE = 0.05  # seconds until a search that found little answers, and says where it goes on
AT_ONCE = 200  # entries whose messages are looked at


def newest_hits(wanted: Wanted, limit: int) -> Hits:
    started = now = time.monotonic()
    found: list[int] = []
    below, length = _first_beyond(wanted), FEWEST
    while below > wanted.above and now - started <= PATIENCE:
        before, bands = now, _bands_below(below, length)
        found += islice(_hits(wanted, bands, below), limit - len(found))
        if len(found) == limit:
            return Hits(found)
        below, now = bands[0] << BAND, time.monotonic()
        length = min(length * 2, MOST) if now - before < QUICK else max(length // 2, FEWEST)
    return Hits(found, below if below > wanted.above else None)


def _first_beyond(wanted: Wanted) -> int:
    """The id below which to look."""
    if wanted.below is not None:
        return wanted.below
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_ENTRY)
        newest = cursor.fetchone()
    return newest[0] + 1 if newest else 0


def _bands_below(below: int, length: int) -> range:
    newest = (below - 1) >> BAND
    return range(max(0, newest - length + 1), newest + 1)


def _hits(wanted: Wanted, bands: range, below: int) -> Iterator[int]:
    """What of a stretch the person may see, ever more at once until all is looked at."""
    at_once = AT_ONCE
    while True:
        looked_at = _newest_entries(wanted, bands, below, at_once)
        yield from (pk for pk, is_meant in looked_at if is_meant)
        if len(looked_at) < at_once:
            return
        below, at_once = looked_at[-1][0], at_once * 4


def _newest_entries(wanted: Wanted, bands: range, below: int, limit: int) -> list[tuple[int, bool]]:
    """Messages that the index finds, and whether their rows say the same."""
    parts = _parts(wanted, [in_band(band) for band in bands])
    conditions, values = wanted.conditions()
    rows = ROWS.format(found="entry.message_id") + conditions
    statement = NEWEST.format(matches=" AND ".join([MATCH] * len(parts)), rows=rows)
    with connection.cursor() as cursor:
        cursor.execute(statement, [below, *parts, limit, wanted.user_id, *values])
        return cursor.fetchall()


def _parts(wanted: Wanted, bands: list[str]) -> list[str]:
    """The bands lead, beyond which nothing is compared; the longest list is asked last."""
    longest_last = sorted(wanted.facts, key=len)
    return [_any_of(bands), *map(_phrase, wanted.phrases), *map(_any_of, longest_last)]


def _any_of(terms: Iterable[str]) -> str:
    return " | ".join(map(_quoted, terms))


def _phrase(phrase: Phrase) -> str:
    return " <-> ".join(map(_quoted, phrase.words)) + ":*" * phrase.is_open


def _quoted(term: str) -> str:
    """No sign of the language of PostgreSQL means anything inside; terms hold no quotes."""
    return f"'{term}'"
