"""What people type, as it is kept: without what cannot be seen."""

import re
import unicodedata

BLANK_START = re.compile(r"^(?:[^\S\n]*\n)+")
# Invisible characters that turn the direction of everything after them.
DIRECTION_OVERRIDES = dict.fromkeys(
    map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
# Control, format, space and combining characters show nothing of their own; these blanks are letters.
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"}
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"


def clean(body: str) -> str:
    """The body as it is kept: one kind of line end, no control characters, no blank lines around.

    Empty where nothing of it would show.
    """
    lines = body.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc")
    return BLANK_START.sub("", text).rstrip() if any(map(_shows, text)) else ""


def clean_line(words: str) -> str:
    """A name or topic: one line, single spaces, nothing that turns the text around it.

    Empty where nothing of it would show.
    """
    line = " ".join(clean(words).translate(DIRECTION_OVERRIDES).split())
    return line if any(map(_shows, line)) else ""


def _shows(character: str) -> bool:
    return unicodedata.category(character) not in INVISIBLE and character not in BLANKS
