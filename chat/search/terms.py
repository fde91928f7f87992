"""What a message is found by."""

from collections.abc import Sequence

from chat import markup
from chat.models import Message
from chat.search import facts
from chat.search.words import normal, words_in


def text_of(message: Message) -> str:
    """What is read of it, as plain text."""
    return _text_in(message.html or markup.to_html(message.body))


def words_of(html: str) -> list[str]:
    """The words of a rendered body, folded, in their order."""
    return [word.folded for word in words_in(_text_in(html))]


def words_said(message: Message) -> list[str]:
    return words_of(message.html or markup.to_html(message.body))


def terms_of(message: Message, words: Sequence[str]) -> list[str]:
    """Its words, and then the facts: no phrase reaches from one into the other."""
    return [*words, *_facts_of(message)]


def _text_in(html: str) -> str:
    return normal(markup.to_text(html).strip())


def _facts_of(message: Message) -> list[str]:
    found = [
        facts.in_room(message.room_id),
        facts.by_author(message.author_id),
        facts.in_band(message.pk >> facts.BAND),
    ]
    if "<a " in message.html:
        found.append(facts.LINK)
    if message.has_attachments:
        found.append(facts.FILE)
    return found
