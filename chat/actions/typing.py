"""Let the others know that one writes."""

from django.core.cache import cache

from chat import broadcasts
from chat.errors import RoomArchived
from chat.models import Membership

GAP = 2  # seconds between two signals of one person that are passed on


def tell_typing(*, membership: Membership) -> None:
    """Told at once and kept nowhere; whoever tells it too often is not heard."""
    if membership.room.is_archived:
        raise RoomArchived
    if cache.add(f"typing.{membership.pk}", True, GAP):
        broadcasts.person_typing(membership)
