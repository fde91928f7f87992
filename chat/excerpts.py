"""Messages outside their room: who said it, and a line of what."""

from collections.abc import Iterable
from typing import NamedTuple

from chat import previews
from chat.models import Message


class Excerpt(NamedTuple):
    message: Message
    text: str


def excerpts_of(messages: Iterable[Message]) -> list[Excerpt]:
    batch = list(messages)
    files = previews.files_of(batch)
    return [Excerpt(each, previews.line_of(each, files.get(each.pk, ()))) for each in batch]
