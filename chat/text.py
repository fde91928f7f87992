"""A message's body: to safe HTML, and to a plain line for lists."""

import unicodedata

from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

PREVIEW_LENGTH = 120
# Invisible characters that turn the direction of everything after them.
DIRECTION_OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202d\u202e\u202c"))


def clean(body: str) -> str:
    """The body as it is kept: one kind of line end, no control characters, no blank ends."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def clean_line(words: str) -> str:
    """A name or topic: one line, single spaces, nothing that turns the text around it."""
    return " ".join(clean(words).translate(DIRECTION_OVERRIDES).split())


def to_html(body: str) -> SafeString:
    """Escaped text with its links made clickable; line breaks are the style sheet's."""
    return mark_safe(urlize(body, nofollow=True, autoescape=True))


def preview(body: str) -> str:
    """One plain line of at most 120 characters."""
    line = " ".join(body.split())
    return line if len(line) <= PREVIEW_LENGTH else line[: PREVIEW_LENGTH - 1].rstrip() + "…"
