"""The verbs about people: who comes to a site, and who is shut out of it."""

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.signals import person_added


def add_person(user: User) -> User:
    """Save a new person and announce them; the first one on the site becomes its owner.

    The database lets only one owner in, so of two first people at once the slower joins as a member.
    """
    if not User.objects.exists():
        try:
            return _add_owner(user)
        except IntegrityError:
            if not User.objects.filter(is_owner=True).exists():
                raise
            user.is_owner = user.is_staff = user.is_superuser = False
    return _save(user, is_first=False)


def _add_owner(user: User) -> User:
    user.is_owner = user.is_staff = user.is_superuser = True
    return _save(user, is_first=True)


@transaction.atomic
def _save(user: User, *, is_first: bool) -> User:
    user.save(force_insert=True)
    person_added.send(sender=User, user=user, is_first=is_first)
    return user


def deactivate(user: User) -> User:
    """Shut a person out; saving announces it, and their open sockets close."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user
