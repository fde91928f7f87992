"""What somebody's card says of them to one who looks at it."""

from accounts.circles import relation_between
from accounts.models import User
from chat import access, presence
from chat.models import Room


def card_for(user: User, found: User) -> dict:
    facts = {"person": found, "is_me": found.pk == user.pk}
    if not facts["is_me"]:
        facts["relation"] = relation_between(user, found)
        facts["state"] = _state_for(user, found)
        facts["shared"] = Room.objects.shared_by(user, found).by_name()
    return facts


def _state_for(user: User, found: User) -> str | None:
    """How present they are; nothing for who shares no room with them."""
    if not access.people_near(user.pk, [found.pk]).exists():
        return None
    if not access.people_known_to(user.pk, [found.pk]):
        found.last_seen_at = None
        return presence.OFFLINE
    return presence.status_of(found.pk)
