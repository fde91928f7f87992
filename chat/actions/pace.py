"""How fast one may write into a room: asked and counted at the end of a send, under the room's lock."""

import time
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import BigIntegerField, F, Q, Value
from django.db.models.functions import Greatest

from accounts import site
from chat.errors import RoomNotFound, SlowMode, TooFast
from chat.models import Membership
from chat.rights import check_writer

MINUTE = 60_000
# Written out: it is part of every send, and putting it together takes longer than carrying it out.
SEND = """
UPDATE chat_membership
SET last_read_seq = %s, paced_to = CASE WHEN paced_to > %s THEN paced_to ELSE %s END + %s
WHERE id = %s AND role = %s AND paced_to <= %s AND EXISTS (
    SELECT 1 FROM chat_room
    WHERE id = chat_membership.room_id AND slow_seconds = %s AND archived_at IS NULL
)
"""


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
    usual = _usual()
    slow = 0 if membership.can_moderate else membership.room.slow_seconds * 1_000
    return Pace(slow, 0, usual.now) if slow > usual.gap else usual


def _usual() -> Pace:
    gap = MINUTE // site.current().pace
    return Pace(gap, gap * settings.MESSAGES_AT_ONCE, time.time_ns() // 1_000_000)


def pace_send(membership: Membership) -> None:
    """The writer has read what they wrote. The room is locked: this is the last word on whether they
    may write, and how fast, whatever a door saw of the two."""
    if _is_counted(membership, pace_of(membership)):
        return
    current = membership.as_now().select_related("room").first()
    if current is None:
        raise RoomNotFound
    check_writer(current)
    pace = pace_of(current)
    if not _is_counted(current, pace):
        raise refusal(current, pace)


def _is_counted(membership: Membership, pace: Pace) -> bool:
    """Count a message, where the membership and its room stand as they do here and the pace admits it."""
    room = membership.room
    moved = room.last_seq, pace.now, pace.now, pace.gap
    standing = membership.pk, membership.role, pace.now + pace.slack, room.slow_seconds
    with connection.cursor() as cursor:
        cursor.execute(SEND, [*moved, *standing])
        return bool(cursor.rowcount)


def pace_change(membership: Membership) -> None:
    """Count a change of what was said as what is said, without slow mode: a slip is mended at once.

    `membership` as it stands now, with its room locked. Raises TooFast.
    """
    usual = _usual()
    ahead = membership.room.slow_seconds * 1_000  # what slow mode may have set it ahead by
    pace = usual._replace(slack=usual.slack + ahead)
    if not membership.as_now().filter(pace.admits).update(paced_to=pace.moved):
        raise refusal(membership, pace)


def refusal(membership: Membership, pace: Pace) -> TooFast:
    """What to say to who is ahead of it; `membership` as it stands now."""
    ahead = membership.paced_to - pace.now - pace.slack
    seconds = max(1, -(-ahead // 1_000))
    return TooFast(seconds) if pace.slack else SlowMode(seconds)
