"""Asking PostgreSQL, whose GIN index knows no order: so it is asked for a few messages at a time.

Every message says in which band of ids it stands. The newest band comes first, then ever more of
them; of what is said often, the first is enough, and what is said seldom is soon read.
"""

from collections.abc import Iterator

from django.db import connection

from chat.search.facts import BAND, in_band
from chat.search.language import Phrase
from chat.search.wanted import ROWS, Wanted

NEWEST_ENTRY = "SELECT message_id FROM chat_searchentry ORDER BY message_id DESC LIMIT 1"
# What the index finds, first: the planner would rather walk through all messages from the newest on.
NEWEST = (
    """
    WITH entry AS MATERIALIZED (
        SELECT message_id FROM chat_searchentry
        WHERE terms @@ CAST(%s AS tsquery) AND message_id < %s
    )
    SELECT message.id FROM entry
    """
    + ROWS.format(found="entry.message_id")
    + "{conditions} ORDER BY message.id DESC LIMIT %s"
)
STRETCHES = (1, 4, 16, 64)  # bands


def newest_hits(wanted: Wanted, limit: int) -> list[int]:
    found: list[int] = []
    for bands, below in _stretches(_first_beyond(wanted)):
        found += _hits(wanted, bands, below, limit - len(found))
        if len(found) == limit:
            break
    return found


def _first_beyond(wanted: Wanted) -> int:
    """The id below which to look."""
    if wanted.before_id is not None:
        return wanted.before_id
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_ENTRY)
        newest = cursor.fetchone()
    return newest[0] + 1 if newest else 0


def _stretches(below: int) -> Iterator[tuple[range, int]]:
    """Bands from the newest on, each with the id that ends them; no bands: all that is left."""
    for length in STRETCHES:
        if below <= 0:
            return
        newest = (below - 1) >> BAND
        oldest = max(0, newest - length + 1)
        yield range(oldest, newest + 1), below
        below = oldest << BAND
    if below > 0:
        yield range(0), below


def _hits(wanted: Wanted, bands: range, below: int, limit: int) -> list[int]:
    conditions, values = wanted.conditions()
    query = _query(wanted, [in_band(band) for band in bands])
    with connection.cursor() as cursor:
        cursor.execute(
            NEWEST.format(conditions=conditions), [query, below, wanted.user_id, *values, limit]
        )
        return [pk for (pk,) in cursor.fetchall()]


def _query(wanted: Wanted, bands: list[str]) -> str:
    groups = [*wanted.facts, bands] if bands else wanted.facts
    any_of = [f"({' | '.join(map(_quoted, group))})" for group in groups]
    return " & ".join([*map(_phrase, wanted.phrases), *any_of])


def _phrase(phrase: Phrase) -> str:
    return f"({' <-> '.join(map(_quoted, phrase.words))}{':*' * phrase.is_open})"


def _quoted(term: str) -> str:
    """No sign of the language of PostgreSQL means anything inside; terms hold no quotes."""
    return f"'{term}'"
