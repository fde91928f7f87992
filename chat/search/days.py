"""Where in the row of ids a day begins: messages get both their number and their time as they arrive."""

from datetime import datetime, timedelta

from chat.models import Message

# Between writers at the same time, and for a clock that was set back: what lies in it is compared.
LEEWAY = timedelta(hours=1)


def ids_between(since: datetime | None, until: datetime | None) -> tuple[int, int | None]:
    """An id before all messages sent in this time, and one after all of them (None: no end)."""
    above = _first_id_from(since - LEEWAY) - 1 if since else 0
    return above, _first_id_from(until + LEEWAY) if until else None


def _first_id_from(at: datetime) -> int:
    """Of the messages sent at or after `at`; beyond the newest where there are none. About 20 looks
    at the primary key."""
    lower, upper = 1, _newest_id() + 1
    while lower < upper:
        middle = (lower + upper) // 2
        found = _first_from(middle)
        if found is None or found[1] >= at:
            upper = middle
        else:
            lower = found[0] + 1
    return lower


def _newest_id() -> int:
    return Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _first_from(pk: int) -> tuple[int, datetime] | None:
    return Message.objects.filter(pk__gte=pk).order_by("pk").values_list("pk", "sent_at").first()
