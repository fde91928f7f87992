"""Messages outside their room: who said it, and a line of what."""

from collections.abc import Iterable
from typing import NamedTuple

from chat import previews
from chat.models import Message
from chat.naming import names_in


class Excerpt(NamedTuple):
    message: Message
    text: str


def excerpts_of(messages: Iterable[Message]) -> list[Excerpt]:
    batch = list(messages)
    files, names = previews.files_of(batch), names_in(batch)
    return [Excerpt(each, previews.line_of(each, files.get(each.pk, ()), names)) for each in batch]
