"""Asking SQLite's FTS5, which walks through what it finds from the newest on and stops when told."""

from django.db import connection

from chat.search.language import Phrase
from chat.search.wanted import ROWS, Hits, Wanted

# CROSS JOIN: the index leads, whatever the planner thinks.
NEWEST = (
    "SELECT message.id FROM chat_searchindex entry CROSS JOIN"  # nosec B608
    + ROWS.format(found="entry.rowid")
    + "AND entry.terms MATCH %s{conditions} ORDER BY entry.rowid DESC LIMIT %s"
)


def newest_hits(wanted: Wanted, limit: int) -> Hits:
    conditions, values = wanted.conditions()
    if wanted.below is not None:
        conditions += " AND entry.rowid < %s"
        values.append(wanted.below)
    if wanted.above:
        conditions += " AND entry.rowid > %s"
        values.append(wanted.above)
    with connection.cursor() as cursor:
        cursor.execute(
            NEWEST.format(conditions=conditions), [wanted.user_id, _match(wanted), *values, limit]
        )
        return Hits([pk for (pk,) in cursor.fetchall()])


def _match(wanted: Wanted) -> str:
    groups = [f"({' OR '.join(map(_quoted, group))})" for group in wanted.facts]
    return " AND ".join([*map(_phrase, wanted.phrases), *groups])


def _phrase(phrase: Phrase) -> str:
    return _quoted(" ".join(phrase.words)) + " *" * phrase.is_open


def _quoted(term: str) -> str:
    """No sign of the language of FTS5 means anything inside."""
    return f'"{term}"'
