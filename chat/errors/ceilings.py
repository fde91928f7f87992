"""Too much, or too often: how long until it goes on."""

from django.utils.translation import ngettext

from chat.errors.base import ChatError

HOUR = 3_600  # seconds


class TooManyOfThem(ChatError):
    """A limit by number, which whoever raises it names."""

    status = 409
    code = "too_many"


class TooOften(ChatError):
    """A ceiling was reached; it renews in so many seconds."""

    status = 429
    code = "too_often"

    def __init__(self, seconds: int):
        self.headers = {"Retry-After": str(seconds)}
        super().__init__(_try_again(seconds))


class TooFast(ChatError):
    """More messages at once than one person writes into a room; it goes on in so many seconds."""

    status = 429
    code = "too_fast"

    def __init__(self, seconds: int):
        self.headers = {"Retry-After": str(seconds)}
        super().__init__(self._words_for(seconds))

    def _words_for(self, seconds: int) -> str:
        words = ngettext(
            "That was a lot at once. You can go on in %(count)s second.",
            "That was a lot at once. You can go on in %(count)s seconds.",
            seconds,
        )
        return words % {"count": seconds}


class SlowMode(TooFast):
    code = "slow_mode"

    def _words_for(self, seconds: int) -> str:
        words = ngettext(
            "This room is in slow mode. You can write again in %(count)s second.",
            "This room is in slow mode. You can write again in %(count)s seconds.",
            seconds,
        )
        return words % {"count": seconds}


def _try_again(seconds: int) -> str:
    if seconds <= HOUR:
        minutes = -(-seconds // 60)
        words = ngettext(
            "That is enough for now. Try again in %(count)s minute.",
            "That is enough for now. Try again in %(count)s minutes.",
            minutes,
        )
        return words % {"count": minutes}
    hours = -(-seconds // HOUR)
    words = ngettext(
        "That is enough for now. Try again in %(count)s hour.",
        "That is enough for now. Try again in %(count)s hours.",
        hours,
    )
    return words % {"count": hours}
