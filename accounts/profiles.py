"""The verbs about what a person shows of themself, and what they like to see."""

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import Avatar, User
from accounts.signals import appearance_changed, face_changed

BIGGEST_VERSION = 2**31 - 1
NAMED = {"name", "username", "avatar_version"}
FACE = NAMED | {"status_emoji", "status_text", "status_until"}


@transaction.atomic
def change(user: User, **fields) -> User:
    """Write new values of a person's own fields; raises IntegrityError for a username just taken."""
    User.objects.filter(pk=user.pk).update(**fields)
    for name, value in fields.items():
        setattr(user, name, value)
    if FACE & fields.keys():
        is_renamed = bool(NAMED & fields.keys())
        face_changed.send(sender=User, user=user, is_renamed=is_renamed)
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


@transaction.atomic
def set_status(user: User, *, emoji: str, text: str, until=None) -> User:
    """Say what one is at; empty words take it back. `until`: a moment, None: until taken back."""
    return change(user, status_emoji=emoji, status_text=text, status_until=until)


@transaction.atomic
def set_visibility(user: User, *, appears_offline: bool, shares_receipts: bool) -> User:
    """Choose what others see of one's comings and goings."""
    change(user, appears_offline=appears_offline, shares_receipts=shares_receipts)
    appearance_changed.send(sender=User, user=user)
    return user


def note_seen(user_ids: Iterable[int]) -> None:
    """These people were here just now; who appears offline leaves no trace."""
    visible = User.objects.filter(pk__in=user_ids, appears_offline=False)
    visible.update(last_seen_at=timezone.now())
