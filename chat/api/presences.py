"""How present people are, and what they are at."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router

from accounts import profiles
from accounts.forms.statuses import StatusForm
from chat import access, seen
from chat.actions.appearing import appear
from chat.api.forms import checked, fault
from chat.api.schemas.people import Presence, PresenceChange

router = Router(tags=["people"])

PAST = _("Choose a time that is still to come.")


@router.put("/me/presence", response={200: Presence}, summary="Say how present I am")
def set_presence(request: HttpRequest, change: PresenceChange):
    words = change.dict(include={"emoji", "text", "until"}, exclude_unset=True)
    if words:
        profiles.set_status(request.user, **_status(request.user, words))
    appear(user=request.user, state=change.status)
    return seen.presence_seen_by(request.user, request.user)


def _status(user, words: dict) -> dict:
    """What is left out stays; without words there is nothing that could end."""
    current = {"emoji": user.status_emoji, "text": user.status_text} if user.has_status else {}
    said = checked(StatusForm(current | {name: value or "" for name, value in words.items()}))
    status = {name: said[name] for name in ("emoji", "text")}
    until = words.get("until", user.status_until if user.has_status else None)
    if until is not None and until <= timezone.now():
        raise fault("until", "past", PAST)
    return status | {"until": until if any(status.values()) else None}


@router.get(
    "/users/{int:user_id}/presence",
    response={200: Presence},
    summary="How present somebody is",
)
def presence_of(request: HttpRequest, user_id: int):
    person = access.person_for(request.user, user_id)
    return seen.presence_seen_by(request.user, person)
