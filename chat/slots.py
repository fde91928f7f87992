"""Markup that is kept for everybody, with slots for what only its viewer sees.

A template marks a slot by `{% own "muted" %} data-muted{% endown %}`. What people typed is escaped, so
nothing of theirs reads as a mark.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from django.utils.safestring import SafeString, mark_safe

SLOT = re.compile(r"<\?(\w+)>(.*?)<\?>", re.S)


def slot(name: str, content: str) -> SafeString:
    return mark_safe(f"<?{name}>{content}<?>")


def fill(markup: str, own: Mapping[str, bool | str]) -> SafeString:
    """The markup for one viewer: a slot keeps its content for True, loses it for False or where
    `own` does not name it, and shows a text in its place."""

    return fill_each(markup, [own])


def fill_each(markup: str, owns: Iterable[Mapping[str, bool | str]]) -> SafeString:
    """The same markup for several, one after another."""
    parts = SLOT.split(markup)
    return mark_safe("".join(piece for own in owns for piece in _filled(parts, own)))


def _filled(parts: list[str], own: Mapping[str, bool | str]) -> Iterator[str]:
    """`parts`: what stands before a slot, its name, its content, and so on to the end."""
    yield parts[0]
    for name, content, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        value = own.get(name, False)
        if value is True:
            yield content
        elif value:  # no SafeString: a page has thousands of these, and Django's own escape is slow
            yield value if value.isalnum() else escape(value)
        yield after
