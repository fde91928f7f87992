"""Somebody writes to people for the first time."""

from django.conf import settings
from django.db import transaction

from accounts.allowances import Ceiling, spend
from chat.actions.direct_rooms import direct_room
from chat.models import Room

STARTS = Ceiling("new direct room", settings.NEW_DIRECT_ROOMS_A_DAY, 86_400)


@transaction.atomic
def start_direct_room(*, by, people: list) -> Room:
    """Make the direct room of `by` and these people. Raises Spent: strangers are not written to by
    the hundred."""
    spend(STARTS, str(by.pk))
    return direct_room(people=[by, *people], by=by)
