"""People: what never moves of them, and all that others may see."""

from django.urls import reverse

from accounts.models import User
from chat.payloads.times import optional_stamp


def author(user: User) -> dict:
    """Who said something: what a name with its picture needs, as in every message."""
    return {
        "id": user.pk,
        "username": user.username,
        "name": str(user),
        "avatar_url": avatar_url(user),
        "is_bot": user.is_bot,
    }


def person(user: User, presence: str) -> dict:
    """Somebody as others may see them; `presence` as chat.presence says it."""
    return author(user) | {
        "bio": user.bio,
        "presence": presence,
        "last_seen_at": optional_stamp(user.shown_last_seen_at),
    }


def avatar_url(user: User) -> str | None:
    """A path on this site, as every address that programs get; None where there is no picture."""
    if not user.avatar_version:
        return None
    return reverse("avatar", args=[user.pk, user.avatar_version])
