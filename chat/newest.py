"""Everything that somebody may read, newest first: of one room, or of all of theirs."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from chat import access
from chat.models import Message


class Newest(NamedTuple):
    """`cursor`: what to go on from, None at the end. A seq in one room, an id in all of them."""

    messages: list[Message]
    cursor: int | None


def newest_for(
    user,
    room_id: int | None = None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: int | None = None,
    limit: int,
) -> Newest:
    """`since` and `until`: sent then or later, and before then."""
    everything, key = Message.objects.all(), "pk"
    found = access.messages_for(user)
    if room_id is not None:
        found, everything, key = found.in_room(room_id), everything.in_room(room_id), "seq"
    if until is not None:
        found = found.filter(**{"sent_at__lt": until, f"{key}__lt": _first(everything, key, until)})
    if cursor is not None:
        found = found.filter(**{f"{key}__lt": cursor})
    batch = list(found.order_by(f"-{key}")[: limit + 1])
    more = getattr(batch[limit - 1], key) if len(batch) > limit else None
    return _cut(Newest(batch[:limit], more), since)


def _cut(page: Newest, since: datetime | None) -> Newest:
    """Here, and not in the query, which would look through all that is older for more."""
    if since is None:
        return page
    kept = [message for message in page.messages if message.sent_at >= since]
    return Newest(kept, page.cursor if len(kept) == len(page.messages) else None)


def _first(messages, key: str, moment: datetime) -> int:
    """The key of the first message sent at a moment or later: they are sent in its order. Times have
    no index; this looks at some twenty of a million."""
    low, high = 0, (messages.aggregate(last=Max(key))["last"] or 0) + 1
    while low < high:
        middle = (low + high) // 2
        later = messages.filter(**{f"{key}__gte": middle}).order_by(key)
        sent_at = later.values_list("sent_at", flat=True).first()
        if sent_at is None or sent_at >= moment:
            high = middle
        else:
            low = middle + 1
    return low
