"""Whom a message names: inside the transaction that writes the message."""

from django.db.models.functions import Lower

from chat import broadcasts, text
from chat.models import Membership, Mention, Message, Room

MOST_NAMES = 50  # that one message may call; more would be a flood


def name_people(*, message: Message, room: Room) -> list[Mention]:
    """Note the members whom the body names as @username, its author left out."""
    names = text.mentioned_in(message.body, MOST_NAMES)
    if not names:
        return []
    members = Membership.objects.in_room(room.pk).exclude(user_id=message.author_id)
    named = members.annotate(name=Lower("user__username")).filter(name__in=names)
    mentions = [
        Mention(message=message, user_id=user_id, room=room, seq=message.seq)
        for user_id in named.values_list("user", flat=True)[:MOST_NAMES]
    ]
    Mention.objects.bulk_create(mentions)
    _tell(room, mentions)
    return mentions


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
