"""The list of what somebody keeps for later."""

from typing import NamedTuple

from django.conf import settings

from chat.excerpts import Excerpt, excerpts_of
from chat.models import SavedMessage


class SavedPage(NamedTuple):
    """Excerpts, newest saved first; `before`: the id to go on from, None at the end."""

    excerpts: list[Excerpt]
    before: int | None


def saved_page(user, before: int | None = None) -> SavedPage:
    """Only what they may still see."""
    seen = SavedMessage.objects.seen_by(user).select_related("message__author", "message__room")
    if before is not None:
        seen = seen.before(before)
    limit = settings.SAVED_PAGE
    found = list(seen.order_by("-pk")[: limit + 1])
    batch = found[:limit]
    more = batch[-1].pk if len(found) > limit else None
    return SavedPage(excerpts_of(saved.message for saved in batch), more)
