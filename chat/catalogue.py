"""The open rooms of the site, as people browse them."""

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower

from chat.models import Membership, Message, Room

Place = tuple[str, int]  # what a room is sorted by: its name as the database lowers it, and its id


def default_choices() -> QuerySet[Room]:
    """What newcomers could be brought into; where they are brought now comes first."""
    found = Room.objects.open().filter(Q(archived_at=None) | Q(is_default=True))
    return found.order_by("-is_default", Lower("name"), "pk")[: settings.BROWSED_ROOMS]


def open_rooms(user, words: str = "") -> QuerySet[Room]:
    """Those that are open to the person, by name; each with `members_count`, as pages say it, and
    `active_at`, when it last said something (or None)."""
    newest = Message.objects.filter(room=OuterRef("pk"), seq=OuterRef("last_seq"))
    found = _counted(_open_to(user, words), Membership.objects.listed()).by_name()
    return found.annotate(active_at=Subquery(newest.values("sent_at")[:1]))[
        : settings.BROWSED_ROOMS
    ]


def joinable_rooms(user, words: str, after: Place | None, limit: int) -> list[Room]:
    """The first so many of those that the person is not in, by name, behind a place in their order;
    to programs, webhooks are members, too."""
    found = _counted(_open_to(user, words), Membership.objects.all())
    found = found.exclude(memberships__user=user)
    found = found.annotate(sort=Lower("name")).order_by("sort", "pk")
    if after is not None:
        name, pk = after
        found = found.filter(Q(sort__gt=name) | Q(sort=name, pk__gt=pk))
    return list(found[:limit])


def _open_to(user, words: str):
    found = Room.objects.open().active().exclude(bans__user=user)
    return found.filter(Q(name__icontains=words) | Q(topic__icontains=words))


def _counted(rooms, memberships):
    counted = memberships.filter(room=OuterRef("pk")).order_by().values("room")
    count = Subquery(counted.annotate(count=Count("pk")).values("count"))
    return rooms.annotate(members_count=Coalesce(count, 0))
