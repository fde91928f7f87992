"""The open rooms of the site, as people browse them."""

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from chat.models import Membership, Message, Room


def default_choices() -> QuerySet[Room]:
    """What newcomers could be brought into; where they are brought now comes first."""
    found = Room.objects.open().filter(Q(archived_at=None) | Q(is_default=True))
    return found.order_by("-is_default", Lower("name"), "pk")[: settings.BROWSED_ROOMS]


def open_rooms(user, words: str = "") -> QuerySet[Room]:
    """Those that are open to the person, by name; each with `members_count` and `active_at`, when it
    last said something (or None)."""
    newest = Message.objects.filter(room=OuterRef("pk"), seq=OuterRef("last_seq"))
    counted = Membership.objects.filter(room=OuterRef("pk")).order_by().values("room")
    found = Room.objects.open().active().exclude(bans__user=user).by_name()
    found = found.filter(Q(name__icontains=words) | Q(topic__icontains=words))
    return found.annotate(
        members_count=Subquery(counted.annotate(count=Count("pk")).values("count")),
        active_at=Subquery(newest.values("sent_at")[:1]),
    )[: settings.BROWSED_ROOMS]
