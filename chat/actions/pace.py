"""How fast one may write into a room: asked and counted in the statement that ends a send."""

import time
from typing import NamedTuple

from django.conf import settings
from django.db.models import BigIntegerField, F, Q, Value
from django.db.models.functions import Greatest

from chat.errors import SlowMode, TooFast
from chat.models import Membership

MINUTE = 60_000


class Pace(NamedTuple):
    """One message every `gap` milliseconds on the average, and ahead of that by up to `slack`.

    The one number of a membership, `paced_to`, is the moment at which all that was written would
    have been due: the generic cell rate algorithm.
    """

    gap: int
    slack: int
    now: int

    @property
    def admits(self) -> Q:
        return Q(paced_to__lte=self.now + self.slack)

    @property
    def moved(self):
        return Greatest(F("paced_to"), Value(self.now, output_field=BigIntegerField())) + self.gap


def pace_of(membership: Membership) -> Pace:
    """Slow mode is for those who keep no order in the room."""
    now = time.time_ns() // 1_000_000
    slow = 0 if membership.can_moderate else membership.room.slow_seconds * 1_000
    gap = MINUTE // settings.MESSAGES_A_MINUTE
    return Pace(slow, 0, now) if slow > gap else Pace(gap, gap * settings.MESSAGES_AT_ONCE, now)


def refusal(membership: Membership, pace: Pace) -> TooFast:
    """What to say to who is ahead of it; `membership` as it stands now."""
    ahead = membership.paced_to - pace.now - pace.slack
    seconds = max(1, -(-ahead // 1_000))
    return TooFast(seconds) if pace.slack else SlowMode(seconds)
