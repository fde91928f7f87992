"""Messages outside their room: who said it, and a line of what."""

from collections.abc import Iterable
from typing import NamedTuple

from chat import markup, text
from chat.models import Message


class Excerpt(NamedTuple):
    message: Message
    text: str


def excerpt_of(message: Message) -> Excerpt:
    return Excerpt(message, text.preview(markup.to_text(message.html) or message.body))


def excerpts_of(messages: Iterable[Message]) -> list[Excerpt]:
    return [excerpt_of(message) for message in messages]
