"""Long bodies that this process is taking in, by whose they are: of each person few at once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from chat.errors import TooManyAtOnce

_under_way: Counter[int] = Counter()


@contextmanager
def place_for(user_id: int) -> Iterator[None]:
    """One of a person's places, for as long as the block lasts; raises TooManyAtOnce.

    On the event loop only.
    """
    if _under_way[user_id] >= settings.UPLOADS_AT_ONCE:
        raise TooManyAtOnce
    _under_way[user_id] += 1
    try:
        yield
    finally:
        _under_way[user_id] -= 1
        if not _under_way[user_id]:
            del _under_way[user_id]
