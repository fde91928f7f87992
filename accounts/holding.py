"""Hold a person still, with all that hangs on them, while something becomes of them."""

from collections.abc import Callable
from contextlib import suppress

from django.db import transaction

from accounts.models import Contact, User
from accounts.signals import person_held


class _CameIn(Exception):
    """They are in more than what is locked."""


def held(user: User, verb: Callable[[User], User]) -> User:
    """Do it, in a transaction in which nobody else does anything with the person.

    Whoever came into something while the rest of it was being locked lets go of all, and starts over.
    """
    while True:
        with suppress(_CameIn), transaction.atomic():
            _lock(user)
            return verb(user)


def _lock(user: User) -> None:
    """The person's own row comes last: who speaks in a room of theirs, or answers their ask, holds that
    already and waits for the person."""
    answers = person_held.send(sender=User, user=user)
    Contact.objects.of(user).lock()
    User.objects.select_for_update().get(pk=user.pk)
    if not all(is_still_all() for _, is_still_all in answers):
        raise _CameIn
