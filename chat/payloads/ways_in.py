"""What leads into a room, or keeps out of it, as JSON."""

from django.urls import reverse

from accounts.models import Invite
from chat.models import Ban
from chat.payloads.people import author
from chat.payloads.times import optional_stamp, stamp


def invite(made: Invite) -> dict:
    """The link itself, for its maker only."""
    return {
        "id": made.pk,
        "room": made.room_id,
        "url": reverse("invite", args=[made.token]),
        "expires_at": optional_stamp(made.expires_at),
        "uses_left": made.uses_left,
        "created_at": stamp(made.created_at),
    }


def ban(ban: Ban) -> dict:
    by = author(ban.by) if ban.by else None
    return {"user": author(ban.user), "by": by, "since": stamp(ban.created_at)}
