"""Ceilings that hold exactly, for any number of processes: one statement counts and refuses.

They stand in the database, not in the cache: what protects a bill or a code must not be forgotten
when Redis is away, and must not be one per process where there is no Redis.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Allowance

KEPT = timedelta(hours=1)
FORGOTTEN_AT_ONCE = 5

_SPEND = """
    INSERT INTO accounts_allowance (key, spent, renews_at) VALUES (%(key)s, %(amount)s, %(renewal)s)
    ON CONFLICT (key) DO UPDATE SET
        spent = CASE WHEN accounts_allowance.renews_at <= %(now)s
                THEN %(amount)s ELSE accounts_allowance.spent + %(amount)s END,
        renews_at = CASE WHEN accounts_allowance.renews_at <= %(now)s
                THEN %(renewal)s ELSE accounts_allowance.renews_at END
    WHERE accounts_allowance.renews_at <= %(now)s
        OR accounts_allowance.spent + %(amount)s <= %(limit)s
    RETURNING spent
"""


class Ceiling(NamedTuple):
    """At most `limit` times in `seconds`, counted from the first."""

    what: str
    limit: int
    seconds: int

    def key(self, whose: str) -> str:
        """Whose it is cannot be told from the table: it may be a phone number."""
        digest = salted_hmac("allowance", whose, algorithm="sha256").hexdigest()[:32]
        return f"{self.what}:{self.seconds}:{digest}"


def ceilings(what: str, spans: Iterable[tuple[int, int]]) -> tuple[Ceiling, ...]:
    """Several over one thing: each at most so many times in so many seconds."""
    return tuple(Ceiling(what, limit, seconds) for limit, seconds in spans)


class Spent(Exception):
    """A ceiling was reached. `seconds`: how long until it renews."""

    def __init__(self, ceiling: Ceiling, seconds: int):
        super().__init__(ceiling.what)
        self.ceiling, self.seconds = ceiling, seconds


def spend(ceiling: Ceiling, whose: str = "", amount: int = 1) -> int:
    """Count so many more, and say how many that makes; raises Spent where it would be too many."""
    now = timezone.now()
    key = ceiling.key(whose)
    if amount > ceiling.limit:
        raise Spent(ceiling, _seconds_left(key, now))
    values = {
        "key": key,
        "now": connection.ops.adapt_datetimefield_value(now),
        "renewal": connection.ops.adapt_datetimefield_value(
            now + timedelta(seconds=ceiling.seconds)
        ),
        "amount": amount,
        "limit": ceiling.limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, values)
        counted = cursor.fetchone()
    if counted is None:
        raise Spent(ceiling, _seconds_left(key, now))
    if counted[0] == amount:
        _forget_some(now)
    return counted[0]


def give_back(ceiling: Ceiling, whose: str = "") -> None:
    """Count one less: it was spent on nothing."""
    counted = Allowance.objects.filter(key=ceiling.key(whose), spent__gt=0)
    counted.update(spent=F("spent") - 1)


@transaction.atomic
def spend_all(*spendings: tuple[Ceiling, str]) -> None:
    """Several ceilings at once: all of them are counted, or none."""
    for ceiling, whose in spendings:
        spend(ceiling, whose)


def _forget_some(now: datetime) -> None:
    """Whoever adds a row takes away a few that renewed long ago, so that they do not pile up.

    One that somebody renews meanwhile stays; of rows that somebody else holds, nobody waits.
    """
    old = Allowance.objects.filter(renews_at__lt=now - KEPT)
    with transaction.atomic():
        free = old.select_for_update(skip_locked=True)
        keys = list(free.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
        old.filter(pk__in=keys).delete()


def _seconds_left(key: str, now: datetime) -> int:
    renews_at = Allowance.objects.filter(key=key).values_list("renews_at", flat=True).first()
    return max(1, round((renews_at - now).total_seconds())) if renews_at else 1
