"""The verbs about what a person shows of themself, and what they like to see."""

import secrets

from django.db import transaction

from accounts.models import Avatar, User

BIGGEST_VERSION = 2**31 - 1


@transaction.atomic
def change(user: User, **fields) -> User:
    """Write new values of a person's own fields; raises IntegrityError for a username just taken."""
    User.objects.filter(pk=user.pk).update(**fields)
    for name, value in fields.items():
        setattr(user, name, value)
    return user


@transaction.atomic
def set_avatar(user: User, image: bytes) -> Avatar:
    """Browsers keep a picture under its version for a year, so no version comes twice."""
    version = 1 + secrets.randbelow(BIGGEST_VERSION)
    facts = {"image": image, "version": version}
    avatar, _ = Avatar.objects.update_or_create(user=user, defaults=facts)
    change(user, avatar_version=version)
    return avatar


@transaction.atomic
def remove_avatar(user: User) -> None:
    Avatar.objects.filter(user=user).delete()
    change(user, avatar_version=0)
