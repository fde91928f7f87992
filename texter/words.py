"""What people type, as it is kept: without what cannot be seen."""

import unicodedata

# Invisible characters that turn the direction of everything after them.
DIRECTION_OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202d\u202e\u202c"))


def clean(body: str) -> str:
    """The body as it is kept: one kind of line end, no control characters, no blank ends."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def clean_line(words: str) -> str:
    """A name or topic: one line, single spaces, nothing that turns the text around it."""
    return " ".join(clean(words).translate(DIRECTION_OVERRIDES).split())
