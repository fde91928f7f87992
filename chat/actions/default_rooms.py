"""Where newcomers to the site find themselves."""

from collections.abc import Iterable

from django.db import transaction

from chat.models import Room


@transaction.atomic
def choose_default_rooms(*, rooms: Iterable[Room]) -> None:
    """These open rooms and no others; who is here already stays where they are."""
    chosen = [room.pk for room in rooms]
    Room.objects.filter(is_default=True).exclude(pk__in=chosen).update(is_default=False)
    Room.objects.open().filter(pk__in=chosen).update(is_default=True)
