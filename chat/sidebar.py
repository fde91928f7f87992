"""The list of a person's rooms, each with its newest message."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts.models import FACE, Block, User
from chat import access, fragments, markup, presence, previews, stamps
from chat.models import Membership, Mention, Message, Room
from chat.naming import names_in
from chat.rows import Row, in_order, row_of
from texter.prepared import Prepared

MOST_MENTIONS = 100  # of a person in a room: a badge can tell no more apart, as it stops at 99
PEOPLE_AT_ONCE = 200

_places = Prepared(lambda user_id: Membership.objects.of(user_id).select_related("room"), int)
_newest = Prepared(
    lambda user_id: Message.objects.filter(
        room__memberships__user_id=user_id, seq=F("room__last_seq")
    ).only("room", "author", "sent_at", *previews.SHOWN),
    int,
)
_mentions = Prepared(
    lambda user_id, most: _newest_by(
        "room_id",
        _unread_mentions(user_id=user_id).exclude(_is_blocked_by(user_id, "message__author_id")),
        most,
    ),
    *(int, int),
)
_faces = Prepared(
    lambda user_id, ids: (
        User.objects.only(*FACE)
        .annotate(is_hiding=access.hiding_from(user_id), is_blocked=_is_blocked_by(user_id, "pk"))
        .filter(pk__in=ids)
    ),
    *(int, list),
)


def rows_for(user_id: int, current_id: int | None = None) -> list[Row]:
    """A person's rooms, as their sidebar shows them; four queries, and one where the newest
    messages are files only."""
    stamp = stamps.now()
    memberships = _places(user_id)
    last_in = _newest_in_rooms_of(user_id)
    files_of = previews.files_of(last_in.values())
    mentioned_in = mentions_of(user_id)
    shown = {last.author_id for last in last_in.values()}
    shown.update(*(markup.people_in(last.html) for last in last_in.values()))
    faces = _faces_for(user_id, shown.union(*(place.room.people_ids for place in memberships)))
    names = {pk: str(face) for pk, face in faces.items()}
    for last in last_in.values():
        last.author = faces[last.author_id]
    return in_order(
        [
            row_of(
                membership.room,
                last := last_in.get(membership.room_id),
                [faces[pk] for pk in membership.room.people_ids if pk in faces],
                files_of.get(last.pk, ()) if last else (),
                names,
                membership=membership,
                mentioned=tuple(mentioned_in.get(membership.room_id, ())),
                stamp=stamp,
                is_current=membership.room_id == current_id,
                is_folded=bool(last and last.author.is_blocked),
            )
            for membership in memberships
        ]
    )


def page_rows(user_id: int, current_id: int | None = None) -> list[Row]:
    """The same for a whole page: with how present the people of direct rooms are."""
    rows = rows_for(user_id, current_id)
    seen = {person.pk for row in rows for person in row.people if not person.is_hiding}
    states = presence.statuses(seen)
    return [replace(row, states=states) if row.people else row for row in rows]


def _newest_in_rooms_of(user_id: int) -> dict[int, Message]:
    return {message.room_id: message for message in _newest(user_id)}


def _faces_for(user_id: int, ids: Iterable[int]) -> dict[int, User]:
    """Each of the people once, however many rows show them, with what stands between the two."""
    found = list(ids)
    batches = (
        found[start : start + PEOPLE_AT_ONCE] for start in range(0, len(found), PEOPLE_AT_ONCE)
    )
    return {face.pk: face for batch in batches for face in _faces(user_id, batch)}


def _is_blocked_by(blocker, author: str) -> Exists:
    """Whether somebody blocked the author: they are told nothing of what that person says."""
    return Exists(Block.objects.filter(blocker=blocker, blocked=OuterRef(author)))


def mentions_of(user_id: int) -> dict[int, list[int]]:
    """Room id to the seqs of unread messages that name the person, the newest of each room."""
    return _by_owner(_mentions(user_id, MOST_MENTIONS))


def mentions_in(room_id: int, user_ids: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """Each member among these people, with the seqs of the room's unread messages that name them,
    the newest of each."""
    members = Membership.objects.in_room(room_id).filter(user_id__in=user_ids)
    ids = list(members.order_by("user").values_list("user", flat=True))
    for start in range(0, len(ids), PEOPLE_AT_ONCE):
        batch = ids[start : start + PEOPLE_AT_ONCE]
        unread = _unread_mentions(room_id=room_id, user_id__in=batch)
        blocked = _is_blocked_by(OuterRef("user_id"), "message__author_id")
        found = _by_owner(_newest_by("user_id", unread.exclude(blocked), MOST_MENTIONS))
        yield from ((user_id, found[user_id]) for user_id in batch)


def _unread_mentions(**of) -> QuerySet[Mention]:
    return Mention.objects.filter(
        room__memberships__user_id=F("user_id"),
        seq__gt=F("room__memberships__last_read_seq"),
        **of,
    )


def _newest_by(
    owner: str, unread: QuerySet[Mention], most: int
) -> QuerySet[Mention, tuple[int, int]]:
    """Of each owner, so many seqs, newest first: the database counts them."""
    place = Window(RowNumber(), partition_by=owner, order_by="-seq")
    newest = unread.annotate(place=place).filter(place__lte=most).order_by("-seq")
    return newest.values_list(owner, "seq")


def _by_owner(seqs: Iterable[tuple[int, int]]) -> defaultdict[int, list[int]]:
    found = defaultdict(list)
    for owner, seq in seqs:
        found[owner].append(seq)
    return found


class Sidebar(NamedTuple):
    """A person's sidebar as it is pushed: the version of each room that it shows, all in one frame."""

    versions: dict[int, int]
    frame: str


def pushed_sidebar(user_id: int) -> Sidebar:
    stamp = stamps.before_a_look()
    rows = rows_for(user_id)
    reads = {row.room.pk: row.last_read_seq for row in rows}
    shared = "".join(fragments.rows(rows))
    own = fragments.live_reads(reads, stamp) + fragments.live_places(rows)
    versions = {row.room.pk: row.room.version for row in rows}
    return Sidebar(versions, own + fragments.live_rows(shared))


def shared_row(room: Room, last: Message | None = None) -> str:
    """A room's row for everybody's sidebar; `last` saves the query where it is the newest message."""
    if last is None or last.seq != room.last_seq:
        newest = Message.objects.in_room(room.pk).filter(seq=room.last_seq)
        last = newest.with_author().first()
    files = previews.files_of([last]).get(last.pk, ()) if last else ()
    names = names_in([last]) if last else {}
    return fragments.rows([row_of(room, last, people_of(room), files, names)])[0]


def people_of(room: Room) -> list[User]:
    """Who a direct room is between; nobody for a room that has a name."""
    if not room.is_direct:
        return []
    places = Membership.objects.in_room(room.pk).select_related("user").order_by("user_id")
    return [place.user for place in places]


def title_for(membership: Membership) -> str:
    """What a member calls the room."""
    return Row(membership.room, tuple(people_of(membership.room)), membership=membership).title
