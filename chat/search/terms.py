"""What a message is found by."""

from datetime import UTC

from chat import markup
from chat.models import Message
from chat.search import facts
from chat.search.words import normal, words_in


def text_of(message: Message) -> str:
    """What is read of it, as plain text."""
    html = message.html or markup.to_html(message.body)
    return normal(markup.to_text(html).strip())


def terms_of(message: Message) -> list[str]:
    """Its words in their order, and then the facts: no phrase reaches from one into the other."""
    return [word.folded for word in words_in(text_of(message))] + _facts_of(message)


def _facts_of(message: Message) -> list[str]:
    found = [
        facts.in_room(message.room_id),
        facts.by_author(message.author_id),
        facts.in_month(message.sent_at.astimezone(UTC)),
        facts.in_band(message.pk >> facts.BAND),
    ]
    if "<a " in message.html:
        found.append(facts.LINK)
    if message.has_attachments:
        found.append(facts.FILE)
    return found
