"""The list of what somebody keeps for later."""

from typing import NamedTuple

from django.conf import settings

from chat.excerpts import Excerpt, excerpts_of
from chat.models import Message, SavedMessage


class SavedPage(NamedTuple):
    """Excerpts, newest saved first; `before`: the id to go on from, None at the end."""

    excerpts: list[Excerpt]
    before: int | None


def saved_page(user, before: int | None = None) -> SavedPage:
    batch, more = saved_by(user, before, settings.SAVED_PAGE)
    return SavedPage(excerpts_of(batch), more)


def saved_by(user, before: int | None, limit: int) -> tuple[list[Message], int | None]:
    """Only what they may still see, with authors and rooms; and the id to go on from."""
    seen = SavedMessage.objects.seen_by(user).select_related("message__author", "message__room")
    if before is not None:
        seen = seen.before(before)
    found = list(seen.order_by("-pk")[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    return [saved.message for saved in found[:limit]], more
