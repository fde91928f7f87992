"""Markup that is kept for everybody, with slots for what only its viewer sees.

A template marks a slot by `{% own "muted" %} data-muted{% endown %}`. What people typed is escaped, so
nothing of theirs reads as a mark.
"""

import re
from collections.abc import Mapping

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

SLOT = re.compile(r"<\?(\w+)>(.*?)<\?>", re.S)


def slot(name: str, content: str) -> SafeString:
    return mark_safe(f"<?{name}>{content}<?>")


def fill(markup: str, own: Mapping[str, bool | str]) -> SafeString:
    """The markup for one viewer: a slot keeps its content for True, loses it for False or where
    `own` does not name it, and shows a text in its place."""

    def filled(found: re.Match) -> str:
        value = own.get(found[1], False)
        if isinstance(value, bool):
            return found[2] if value else ""
        return conditional_escape(value)

    return mark_safe(SLOT.sub(filled, markup))
