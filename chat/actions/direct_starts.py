"""Somebody writes to people for the first time."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.allowances import Ceiling, spend
from chat.actions.direct_rooms import direct_room
from chat.errors import InvalidRoom
from chat.models import Room

STARTS = Ceiling("new direct room", settings.NEW_DIRECT_ROOMS_A_DAY, 86_400)


@transaction.atomic
def start_direct_room(*, by, people: list) -> Room:
    """Make the direct room of `by` and these people. Raises Spent: strangers are not written to by
    the hundred."""
    spend(STARTS, str(by.pk))
    return direct_room(people=[by, *people], by=by)


def check_number(others: int) -> None:
    """Raise InvalidRoom where a direct room is not for so many."""
    if not others:
        raise InvalidRoom(_("Choose who to write to."))
    most = settings.DIRECT_PEOPLE - 1
    if others > most:
        words = ngettext(
            "A direct room is for up to %(most)s other person. Make a room for more.",
            "A direct room is for up to %(most)s other people. Make a room for more.",
            most,
        )
        raise InvalidRoom(words % {"most": most})
