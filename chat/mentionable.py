"""Whom a message in a room can name: for who types an @."""

from typing import NamedTuple

from django.conf import settings

from accounts.models import User
from chat import markup, rights
from chat.models import Membership

FOUND = 20  # of those that were looked for


class Mentionable(NamedTuple):
    """`everybody`: the word that calls them all; `calls`: how many it would call, None where it may
    not be used. `is_whole`: these are all, and who looks for somebody needs not ask again."""

    people: list[User]
    everybody: str
    calls: int | None
    is_whole: bool


def mentionable_for(membership: Membership, words: str) -> Mentionable:
    """The others in the room whose names hold the words, by name."""
    members = Membership.objects.in_room(membership.room_id)
    others = members.active().exclude(pk=membership.pk).select_related("user")
    limit = FOUND if words else settings.MENTIONABLE
    found = list(others.called(words).order_by("user__name", "pk")[: limit + 1])
    people = [each.user for each in found[:limit]]
    calls = members.count() if rights.may_call_all(membership) else None
    return Mentionable(people, markup.ROOM, calls, not words and len(found) <= limit)
