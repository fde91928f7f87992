"""The rooms of somebody, newest word first, as programs page through them."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.directory import named
from chat.models import Membership, Message

Place = tuple[datetime, int]  # when a room said something last, and its id


def memberships_from(user, kind: str, words: str, after: Place | None, limit: int):
    """The first so many places of a person's that hold what is asked for, behind a place in their
    order; what they hid is left out until it says more."""
    found = _of(user).filter(_holding(user, words))
    if kind:
        found = found.filter(room__kind=kind)
    if after is not None:
        found = found.filter(_behind(*after))
    places = list(found.order_by("-active_at", "-room_id")[:limit])
    for place in places:
        place.user = user
    return places


def _of(user):
    newest = Message.objects.filter(room=OuterRef("room_id"), seq=OuterRef("room__last_seq"))
    active_at = Coalesce(Subquery(newest.values("sent_at")[:1]), "room__created_at")
    shown = Q(hidden_seq=None) | Q(room__last_seq__gt=F("hidden_seq"))
    places = Membership.objects.of(user).filter(shown).select_related("room")
    return places.annotate(active_at=active_at)


def _holding(user, words: str) -> Q:
    """A direct room goes by the names of the others."""
    if not words:
        return Q()
    others = Membership.objects.exclude(user=user).filter(room=OuterRef("room_id"))
    by_people = Q(room__kind="direct") & Exists(others.filter(named(words, "user__")))
    return Q(room__name__icontains=words) | Q(room__topic__icontains=words) | by_people


def _behind(active_at: datetime, room_id: int) -> Q:
    """A room that has spoken since stands further up, where whoever pages has been already."""
    return Q(active_at__lt=active_at) | Q(active_at=active_at, room_id__lt=room_id)
