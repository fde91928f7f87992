"""Who is in a room, and who could be: page by page."""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from accounts.directory import named
from accounts.models import User
from chat import access, presence
from chat.models import Ban, Membership, Room
from chat.models.membership import MembershipQuerySet

FACES = 3
Place = tuple[int, str, int]  # rank, name as the database lowers it, membership


class MembersPage(NamedTuple):
    """`after`: the membership to go on from, None at the end."""

    members: list[Membership]
    after: int | None


def members_page(room: Room, words: str = "", after: int | None = None) -> MembersPage:
    """Owners and moderators first, each by name, without webhooks; `words` narrow it down to names that
    hold them."""
    limit, listed = settings.MEMBERS_PAGE, Membership.objects.in_room(room.pk).listed()
    batch = _first_of(listed, room, words, _place_of(room, after), limit + 1)
    return MembersPage(batch[:limit], batch[limit - 1].pk if len(batch) > limit else None)


def members_from(room: Room, words: str, after: Place | None, limit: int) -> list[Membership]:
    """The first so many of them, webhooks, too, behind a place in their order, whoever stood there."""
    return _first_of(Membership.objects.in_room(room.pk), room, words, after, limit)


def _first_of(
    members: MembershipQuerySet, room: Room, words: str, after: Place | None, limit: int
) -> list[Membership]:
    found = members.select_related("user").by_rank().called(words)
    if after is not None:
        found = found.filter(_beyond(*after))
    batch = list(found[:limit])
    for member in batch:
        member.room = room
    return batch


def place(member: Membership) -> Place:
    """Where one of them stands in the order of the list, as it was when they were read."""
    return member.rank, member.sort_name, member.pk


def _place_of(room: Room, after: int | None) -> Place | None:
    """None where that membership is gone: the list starts over."""
    if after is None:
        return None
    ranked = Membership.objects.in_room(room.pk).by_rank().filter(pk=after)
    return ranked.values_list("rank", "sort_name", "pk").first()


def _beyond(rank: int, name: str, pk: int) -> Q:
    same_rank = Q(rank=rank, sort_name__gt=name) | Q(rank=rank, sort_name=name, pk__gt=pk)
    return Q(rank__gt=rank) | same_rank


def bans_from(room: Room, before: int | None, limit: int) -> list[Ban]:
    """The newest so many bans, from the one `before` on."""
    found = room.bans.select_related("user", "by").order_by("-pk")
    return list((found if before is None else found.filter(pk__lt=before))[:limit])


def addable_people(room: Room, words: str) -> list[User]:
    """People of the site who are not in the room and whose name or username holds the words."""
    people = User.objects.filter(is_active=True).exclude(memberships__room=room)
    return list(people.filter(named(words)).order_by("name", "pk")[: settings.MEMBERS_PAGE])


class Line(NamedTuple):
    """A member as one who looks at the list finds them."""

    member: Membership
    can_be_sent_away: bool
    state: str


def lines_for(membership: Membership, members: list[Membership]) -> list[Line]:
    """Whoever blocked the one who looks is offline to them."""
    ids = [member.user_id for member in members]
    states = presence.statuses(access.people_known_to(membership.user_id, ids))
    return [
        Line(each, membership.outranks(each), states.get(each.user_id, presence.OFFLINE))
        for each in members
    ]


def count_of(room: Room) -> int:
    """How many members a page says that there are."""
    return Membership.objects.in_room(room.pk).listed().count()


class Crowd(NamedTuple):
    """What the top of a room's page says of its members: some of them, and how many they are."""

    faces: list[User]
    members_count: int


def crowd_of(room: Room, members: Sequence[Membership]) -> Crowd:
    """`members` as receipts.members_of gives them: all of a small room, and enough of a large one."""
    first = sorted(members, key=attrgetter("pk"))[:FACES]
    is_small = len(members) <= settings.RECEIPT_ROOM_SIZE
    count = len(members) if is_small else count_of(room)
    return Crowd([member.user for member in first], count)
