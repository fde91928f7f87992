"""What stands out in a room's log for whoever opens it: how much is pinned, what they saved, and
how they may answer one message."""

from typing import NamedTuple

from django.db.models import CharField, QuerySet, Value

from chat import carried, emoji
from chat.models import Membership, Message, SavedMessage
from texter.prepared import Prepared

_marked = Prepared(
    lambda user_id, *sight: _marked_for(user_id, Membership.seeing(*sight)), *(int,) * 4
)


class Marks(NamedTuple):
    """How many messages are pinned, and the ids of those that the viewer saved."""

    pins: int
    saved: tuple[int, ...]


class Choice(NamedTuple):
    """An emoji to answer with, how many did, and whether the viewer is one of them."""

    emoji: str
    name: str
    count: int
    is_mine: bool


def marks_in(membership: Membership) -> Marks:
    """Of the whole room, so that history brings nothing new; one query."""
    found = _marked(membership.user_id, *membership.sight)
    ids = tuple(pk for pk, kind in found if kind == "saved")
    return Marks(len(found) - len(ids), ids)


def pinned_for(membership: Membership):
    """What is pinned in the room and the member may see, newest pin first."""
    return Message.objects.visible_to(membership).pinned_in(membership.room_id)


def _marked_for(user_id: int, membership: Membership) -> QuerySet[Message, tuple[int, str]]:
    pinned = pinned_for(membership).order_by().values_list("pk", _kind("pin"))
    saved = SavedMessage.objects.seen_by(user_id).in_room(membership.room_id)
    return pinned.union(saved.order_by().values_list("message_id", _kind("saved")), all=True)


def _kind(name: str) -> Value:
    return Value(name, output_field=CharField())


def choices_on(message: Message, user) -> list[Choice]:
    """The answers that a message has, and the quick ones that it has not."""
    given = carried.reactions_on([message]).get(message.pk, ())
    choices = [
        Choice(each.emoji, each.name, len(each.people), user.pk in each.people) for each in given
    ]
    there = {each.emoji for each in given}
    return choices + [
        Choice(each, emoji.name_of(each), 0, False) for each in emoji.QUICK if each not in there
    ]
