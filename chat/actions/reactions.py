"""Answer messages with emoji."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import ngettext

from accounts.allowances import Ceiling, spend
from chat import broadcasts
from chat.actions.standing import living, standing
from chat.emoji import is_known
from chat.errors import InvalidReaction, TooManyOfThem
from chat.models import Message, Reaction, Room
from chat.rights import check_writer

CHANGES = Ceiling("reaction", settings.REACTIONS_A_MINUTE, 60)


@transaction.atomic
def add_reaction(*, message: Message, by, emoji: str) -> Message:
    """Answer a message; a second time with the same emoji changes nothing.

    Raises InvalidReaction for what is no known emoji, TooManyOfThem, Spent, and what `standing` does.
    """
    _check_emoji(emoji)
    room, message = _reacted_to(message, by)
    answers = Reaction.objects.filter(message=message)
    if answers.filter(user=by, emoji=emoji).exists():
        return message
    _check_count(set(answers.values_list("emoji", flat=True)) | {emoji})
    Reaction.objects.create(message=message, user=by, emoji=emoji)
    message.has_reactions = True
    return _changed(message, room, by)


@transaction.atomic
def remove_reaction(*, message: Message, by, emoji: str) -> Message:
    """Take an answer back; where there is none, nothing changes.

    Raises InvalidReaction, Spent, and what `standing` does.
    """
    _check_emoji(emoji)
    room, message = _reacted_to(message, by)
    gone, _ = Reaction.objects.filter(message=message, user=by, emoji=emoji).delete()
    return _changed(message, room, by) if gone else message


def _reacted_to(message: Message, by) -> tuple[Room, Message]:
    room = standing(room=message.room, user=by, check=check_writer).room
    return room, living(message)


def _changed(message: Message, room: Room, by) -> Message:
    spend(CHANGES, str(by.pk))
    room.take_version()
    message.version = room.version
    message.save(update_fields=["version", "has_reactions"])
    broadcasts.message_changed(message, room)
    return message


def _check_emoji(emoji: str) -> None:
    if not is_known(emoji):
        raise InvalidReaction


def _check_count(emoji: set[str]) -> None:
    limit = settings.REACTIONS_ON_MESSAGE
    if len(emoji) > limit:
        words = ngettext(
            "A message takes %(limit)s different emoji. Add to the ones that are there.",
            "A message takes %(limit)s different emoji. Add to the ones that are there.",
            limit,
        )
        raise TooManyOfThem(words % {"limit": limit})
