"""People: what never moves of them, and all that others may see."""

from django.urls import reverse

from accounts.models import User
from chat.payloads.times import optional_stamp, stamp


def author(user: User) -> dict:
    """Who said something: what a name with its picture needs, as in every message."""
    return {
        "id": user.pk,
        "username": user.username,
        "name": str(user),
        "avatar_url": avatar_url(user),
        "is_bot": user.is_bot,
    }


def person(user: User, state: str | None) -> dict:
    """Somebody as one who looks may see them: chat/seen.py says how present, None where that is
    nothing to them."""
    return author(user) | {
        "bio": user.bio,
        **_coming_and_going(user, state),
        "joined_at": stamp(user.date_joined),
    }


def presence(user: User, state: str | None) -> dict:
    """How present somebody is, and what they said they are at."""
    has_status = user.has_status
    return _coming_and_going(user, state) | {
        "emoji": user.status_emoji if has_status else "",
        "text": user.status_text if has_status else "",
        "until": optional_stamp(user.status_until) if has_status else None,
    }


def oneself(user: User, state: str) -> dict:
    """With what only they are to know."""
    return person(user, state) | {
        "is_owner": user.is_owner,
        "appears_offline": user.appears_offline,
        "shares_receipts": user.shares_receipts,
        "contacts_only": user.contacts_only,
        "found_by_phone": user.found_by_phone,
        "language": user.language,
    }


def _coming_and_going(user: User, state: str | None) -> dict:
    seen_at = None if state is None else optional_stamp(user.shown_last_seen_at)
    return {"presence": state or "offline", "last_seen_at": seen_at}


def avatar_url(user: User) -> str | None:
    """A path on this site, as every address that programs get; None where there is no picture."""
    if not user.avatar_version:
        return None
    return reverse("avatar", args=[user.pk, user.avatar_version])
