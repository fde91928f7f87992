"""The list of a person's rooms, each with its newest message."""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef

from accounts.models import Block, User
from chat import access, fragments, presence, previews, stamps
from chat.models import Membership, Mention, Message, Room
from chat.rows import Row, in_order, row_of

MOST_MENTIONS = 1000  # of one sidebar; a room's badge stops at 99


def rows_for(user_id: int, current_id: int | None = None) -> list[Row]:
    """A person's rooms, as their sidebar shows them; four queries, and one where the newest
    messages are files only."""
    stamp = time.time_ns() // 1000
    memberships = list(Membership.objects.filter(user_id=user_id).select_related("room"))
    newest = Message.objects.filter(
        room__memberships__user_id=user_id, seq=F("room__last_seq")
    ).with_author()
    newest = newest.annotate(is_folded=_is_by_blocked(user_id, "author_id"))
    last_in = {message.room_id: message for message in newest}
    files_of = previews.files_of(last_in.values())
    people_in = _people_in_direct_rooms_of(user_id)
    mentioned_in = _mentions_of(user_id)
    return in_order(
        [
            row_of(
                membership.room,
                last := last_in.get(membership.room_id),
                people_in.get(membership.room_id, ()),
                files_of.get(last.pk, ()) if last else (),
                membership=membership,
                mentioned=tuple(mentioned_in.get(membership.room_id, ())),
                stamp=stamp,
                is_current=membership.room_id == current_id,
                is_folded=bool(last and last.is_folded),
            )
            for membership in memberships
        ]
    )


def page_rows(user_id: int, current_id: int | None = None) -> list[Row]:
    """The same for a whole page: with how present the people of direct rooms are; one query more."""
    rows = rows_for(user_id, current_id)
    people = {person.pk for row in rows for person in row.people}
    states = presence.statuses(access.people_known_to(user_id, people)) if people else {}
    return [replace(row, states=states) if row.people else row for row in rows]


def _is_by_blocked(blocker, author: str) -> Exists:
    """Whether somebody blocked the author: they are told nothing of what that person says."""
    return Exists(Block.objects.filter(blocker=blocker, blocked=OuterRef(author)))


def _people_in_direct_rooms_of(user_id: int) -> dict[int, list[User]]:
    places = Membership.objects.filter(
        room__kind=Room.Kind.DIRECT, room__memberships__user_id=user_id
    )
    found = defaultdict(list)
    for place in places.select_related("user").order_by("user_id"):
        found[place.room_id].append(place.user)
    return found


def _mentions_of(user_id: int) -> dict[int, list[int]]:
    """Room id to the seqs of unread messages that name the person."""
    unread = Mention.objects.filter(
        user_id=user_id,
        room__memberships__user_id=user_id,
        seq__gt=F("room__memberships__last_read_seq"),
    ).exclude(_is_by_blocked(user_id, "message__author_id"))
    found = defaultdict(list)
    newest = unread.order_by("-seq").values_list("room_id", "seq")
    for room_id, seq in newest[:MOST_MENTIONS]:
        found[room_id].append(seq)
    return found


def mentions_in(room_id: int, user_ids: Iterable[int]) -> dict[int, list[int]]:
    """Person to the seqs of the room's unread messages that name them."""
    members = Membership.objects.in_room(room_id).filter(user_id__in=user_ids)
    found: dict[int, list[int]] = {
        user_id: [] for user_id in members.values_list("user", flat=True)
    }
    unread = Mention.objects.filter(
        room_id=room_id,
        user_id__in=found,
        room__memberships__user_id=F("user_id"),
        seq__gt=F("room__memberships__last_read_seq"),
    ).exclude(_is_by_blocked(OuterRef("user_id"), "message__author_id"))
    newest = unread.order_by("-seq").values_list("user_id", "seq")
    for user_id, seq in newest[:MOST_MENTIONS]:
        found[user_id].append(seq)
    return found


class Sidebar(NamedTuple):
    """A person's sidebar as it is pushed: reading positions by room, and all in one frame."""

    reads: dict[int, int]
    frame: str


def pushed_sidebar(user_id: int) -> Sidebar:
    stamp = stamps.before_a_look()
    rows = rows_for(user_id)
    reads = {row.room.pk: row.last_read_seq for row in rows}
    shared = "".join(fragments.rows(rows))
    own = fragments.live_reads(reads, stamp) + fragments.live_places(rows)
    return Sidebar(reads, own + fragments.live_rows(shared))


def shared_row(room: Room, last: Message | None = None) -> str:
    """A room's row for everybody's sidebar; `last` saves the query where it is the newest message."""
    if last is None or last.seq != room.last_seq:
        newest = Message.objects.in_room(room.pk).filter(seq=room.last_seq)
        last = newest.with_author().first()
    files = previews.files_of([last]).get(last.pk, ()) if last else ()
    return fragments.rows([row_of(room, last, people_of(room), files)])[0]


def people_of(room: Room) -> list[User]:
    """Who a direct room is between; nobody for a room that has a name."""
    if not room.is_direct:
        return []
    places = Membership.objects.in_room(room.pk).select_related("user").order_by("user_id")
    return [place.user for place in places]


def title_for(membership: Membership) -> str:
    """What a member calls the room."""
    return Row(membership.room, tuple(people_of(membership.room)), membership=membership).title
