"""The list of a person's rooms, each with its newest message."""

from typing import NamedTuple

from django.db.models import F

from chat import fragments, stamps
from chat.fragments import Row
from chat.models import Membership, Message, Room


def rows_for(user_id: int, current_id: int | None = None) -> list[Row]:
    """A person's rooms by name, as their sidebar shows them; two queries."""
    memberships = Membership.objects.filter(user_id=user_id).select_related("room").by_room_name()
    newest = Message.objects.filter(
        room__memberships__user_id=user_id, seq=F("room__last_seq")
    ).with_author()
    last_in = {message.room_id: message for message in newest}
    return [
        fragments.row_of(
            membership.room,
            last_in.get(membership.room_id),
            last_read_seq=membership.last_read_seq,
            is_current=membership.room_id == current_id,
        )
        for membership in memberships
    ]


class Sidebar(NamedTuple):
    """A person's sidebar as it is pushed: reading positions by room, and everybody's rows."""

    reads: dict[int, int]
    rows: str
    stamp: int = 0


def pushed_sidebar(user_id: int) -> Sidebar:
    stamp = stamps.before_a_look()
    rows = rows_for(user_id)
    reads = {row.room.pk: row.last_read_seq or 0 for row in rows}
    return Sidebar(reads, "".join(fragments.rows(rows)), stamp)


def shared_row(room: Room, last: Message | None = None) -> str:
    """A room's row for everybody's sidebar; `last` saves the query where it is the newest message."""
    if last is None or last.seq != room.last_seq:
        newest = Message.objects.in_room(room.pk).filter(seq=room.last_seq)
        last = newest.with_author().first()
    return fragments.rows([fragments.row_of(room, last)])[0]
