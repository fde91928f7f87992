"""Ceilings that hold exactly, for any number of processes: one statement counts and refuses.

They stand in the database, not in the cache: what protects a bill or a code must not be forgotten
when Redis is away, and must not be one per process where there is no Redis.
"""

import hashlib
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Allowance

_SPEND = """
    INSERT INTO accounts_allowance (key, spent, renews_at) VALUES (%(key)s, 1, %(renewal)s)
    ON CONFLICT (key) DO UPDATE SET
        spent = CASE WHEN accounts_allowance.renews_at <= %(now)s
                THEN 1 ELSE accounts_allowance.spent + 1 END,
        renews_at = CASE WHEN accounts_allowance.renews_at <= %(now)s
                THEN %(renewal)s ELSE accounts_allowance.renews_at END
    WHERE accounts_allowance.renews_at <= %(now)s OR accounts_allowance.spent < %(limit)s
    RETURNING spent
"""


class Ceiling(NamedTuple):
    """At most `limit` times in `seconds`, counted from the first."""

    what: str
    limit: int
    seconds: int

    def key(self, whose: str) -> str:
        """Whose it is stands in no table in plain: it may be a phone number."""
        digest = hashlib.sha256(whose.encode()).hexdigest()[:32]
        return f"{self.what}:{self.seconds}:{digest}"


class Spent(Exception):
    """A ceiling was reached. `seconds`: how long until it renews."""

    def __init__(self, ceiling: Ceiling, seconds: int):
        super().__init__(ceiling.what)
        self.ceiling, self.seconds = ceiling, seconds


def spend(ceiling: Ceiling, whose: str = "") -> int:
    """Count one more, and say how many that makes; raises Spent where it would be too many."""
    now = timezone.now()
    key = ceiling.key(whose)
    values = {
        "key": key,
        "now": connection.ops.adapt_datetimefield_value(now),
        "renewal": connection.ops.adapt_datetimefield_value(
            now + timedelta(seconds=ceiling.seconds)
        ),
        "limit": ceiling.limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, values)
        counted = cursor.fetchone()
    if counted is None:
        raise Spent(ceiling, _seconds_left(key, now))
    return counted[0]


@transaction.atomic
def spend_all(*spendings: tuple[Ceiling, str]) -> None:
    """Several ceilings at once: all of them are counted, or none."""
    for ceiling, whose in spendings:
        spend(ceiling, whose)


def forget_renewed() -> int:
    """Delete what has renewed; how many there were."""
    return Allowance.objects.filter(renews_at__lte=timezone.now()).delete()[0]


def _seconds_left(key: str, now: datetime) -> int:
    renews_at = Allowance.objects.filter(key=key).values_list("renews_at", flat=True).first()
    return max(1, round((renews_at - now).total_seconds())) if renews_at else 1
