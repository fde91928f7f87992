"""Keep messages for later, for oneself alone: no version, and nobody is told."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import ngettext

from accounts.models import User
from chat.actions.standing import living, standing
from chat.errors import TooManyOfThem
from chat.models import Message, SavedMessage


@transaction.atomic
def save_message(*, message: Message, by) -> None:
    """Raises TooManyOfThem, and what `standing` does. One that is saved already keeps its place."""
    standing(room=message.room, user=by)
    # Whoever saves waits for themself, so that the count holds.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    mine = SavedMessage.objects.of(by)
    if mine.filter(message=message).exists():
        return
    _check_count(SavedMessage.objects.seen_by(by).count() + 1)
    SavedMessage.objects.create(user=by, message=living(message))


@transaction.atomic
def unsave_message(*, message: Message, by) -> None:
    SavedMessage.objects.of(by).filter(message=message).delete()


@transaction.atomic
def unsave_all(*, user) -> None:
    """All that somebody kept: they go."""
    SavedMessage.objects.of(user).delete()


def _check_count(count: int) -> None:
    limit = settings.SAVED_MESSAGES
    if count > limit:
        words = ngettext(
            "You can save %(limit)s message. Remove one first.",
            "You can save %(limit)s messages. Remove one first.",
            limit,
        )
        raise TooManyOfThem(words % {"limit": limit})
