"""Whom a message names: inside the transaction that writes the message."""

from django.conf import settings
from django.db.models.functions import Lower

from chat import broadcasts, markup, text
from chat.models import Membership, Mention, Message, Room
from chat.rights import may_call_all


def members_called(body: str, *, room: Room, by) -> dict[str, int]:
    """The members whom `by` names in a body, behind an @: username to id, and "room" for them all."""
    names = text.mentioned_in(body, settings.NAMES_IN_MESSAGE)
    if not names:
        return {}
    members = Membership.objects.in_room(room.pk)
    called = members.annotate(called=Lower("user__username")).filter(called__in=names)
    found = called.order_by("user").values_list("called", "user")
    people = dict(found[: settings.NAMES_IN_MESSAGE])
    if markup.ROOM in names and _may_call_all(room, by):
        people[markup.ROOM] = markup.EVERYBODY
    return people


def _may_call_all(room: Room, by) -> bool:
    mine = Membership.objects.of(by).in_room(room.pk).first()
    if mine is None:
        return False
    mine.room = room
    return may_call_all(mine)


def note_mentions(*, message: Message, room: Room) -> list[Mention]:
    """Note whom a rendered message names, its author left out."""
    named = _named_in(message, room) - {message.author_id}
    mentions = [
        Mention(message=message, user_id=user_id, room=room, seq=message.seq) for user_id in named
    ]
    if mentions:
        Mention.objects.bulk_create(mentions)
        _tell(room, mentions)
    return mentions


def _named_in(message: Message, room: Room) -> set[int]:
    named = markup.people_in(message.html)
    if markup.EVERYBODY in named:
        return set(Membership.objects.in_room(room.pk).values_list("user_id", flat=True))
    return named


def forget_mentions(*, message: Message, room: Room) -> list[Mention]:
    """The message says something else now, or nothing."""
    mentions = list(Mention.objects.filter(message=message))
    if mentions:
        Mention.objects.filter(message=message).delete()
        _tell(room, mentions)
    return mentions


def _tell(room: Room, mentions: list[Mention]) -> None:
    if mentions:
        broadcasts.people_mentioned(room, [mention.user_id for mention in mentions])
