"""What deleted messages said, kept for the few seconds in which that can be undone."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from chat.errors import TooLate
from chat.models import DeletedText, Message


def keep_text(*, message: Message) -> None:
    """Keep what it says, inside the transaction that takes it away."""
    until = timezone.now() + timedelta(seconds=settings.UNDO_SECONDS)
    DeletedText.objects.create(message=message, body=message.body, kept_until=until)
    _forget_after_commit()


def kept_text(*, message: Message) -> str:
    """What it said, as far as that is still kept, and nothing else."""
    kept = DeletedText.objects.filter(message=message).first()
    return kept.body if kept else ""


def take_text(*, message: Message) -> str:
    """What it said, which is kept no longer. Raises TooLate."""
    kept = DeletedText.objects.filter(message=message).first()
    if kept is None or not kept.is_kept:
        raise TooLate
    kept.delete()
    _forget_after_commit()
    return kept.body


def forget_late_texts() -> int:
    """How many there were."""
    return DeletedText.objects.late().delete()[0]


def _forget_after_commit() -> None:
    """Not with a room locked: two rooms would wait for each other's."""
    transaction.on_commit(forget_late_texts, robust=True)
