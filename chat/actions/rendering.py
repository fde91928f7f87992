"""Render again what an earlier renderer made."""

from collections import defaultdict
from collections.abc import Iterable

from chat import markup, text
from chat.models import Mention, Message


def render_again(*, messages: Iterable[Message]) -> int:
    """Give messages the HTML that the renderer of now makes of them; how many got it.

    They keep their version, as they say the same. One that is edited meanwhile is left to the edit.
    Each is written by itself: rendering takes longer than anybody should wait for a lock.
    """
    batch = list(messages)
    called = _called_in(batch)
    return sum(
        Message.objects.filter(pk=message.pk, body=message.body, deleted_at=None).update(
            html=markup.to_html(message.body, called[message.pk]), renderer=markup.RENDERER
        )
        for message in batch
    )


def _called_in(batch: list[Message]) -> dict[int, dict[str, int]]:
    """Whom each message names: by what stood there, and before there was such, by their usernames."""
    called: dict[int, dict[str, int]] = defaultdict(dict)
    noted = Mention.objects.filter(message__in=batch).select_related("user")
    for mention in noted:
        called[mention.message_id][text.username(mention.user.username)] = mention.user_id
    for message in batch:
        called[message.pk].update(markup.spelled_in(message.html))
    return called
