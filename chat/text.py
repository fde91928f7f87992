"""A message's body as plain text: a line for lists, the order of names, whom it may mean."""

import re
import unicodedata
from collections.abc import Container

PREVIEW_LENGTH = 120
# Not in the middle of an e-mail address or a link.
MENTION = re.compile(r"(?<![\w.+/@-])@([\w.+@-]+)")


def preview(body: str) -> str:
    """One plain line of at most 120 characters."""
    line = " ".join(body.split())
    return line if len(line) <= PREVIEW_LENGTH else line[: PREVIEW_LENGTH - 1].rstrip() + "…"


def sort_key(name: str) -> str:
    """Names in one order here and in the browser: without case and accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


def mentioned_in(body: str, limit: int) -> set[str]:
    """Usernames that a body may mean, in lower case."""
    found: set[str] = set()
    for match in MENTION.finditer(body):
        found |= {username(reading) for reading in _readings(match[1])}
        if len(found) >= limit:
            break
    return found - {""}


def username_in(word: str, usernames: Container[str]) -> str | None:
    """The beginning of what stands behind an @ that is one of the usernames, as it is spelled there."""
    return next((each for each in _readings(word) if username(each) in usernames), None)


def _readings(word: str) -> tuple[str, str, str]:
    """What ends a sentence, too, may be the end of a name."""
    return word, word.rstrip(".+-@"), word.partition("@")[0].rstrip(".+-")


def username(spelled: str) -> str:
    """A username as it is compared."""
    return unicodedata.normalize("NFKC", spelled).lower()
