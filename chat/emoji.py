"""The emoji that a message can be answered with: those of the file that the browser's picker reads."""

import json
from functools import cache

from django.conf import settings

QUICK = ("👍", "❤️", "😂", "🎉", "😮", "🙏")
FILE = settings.BASE_DIR / "static/emoji/en.json"


def is_known(emoji: str) -> bool:
    return emoji in _names()


def name_of(emoji: str) -> str:
    """What it is called in English; one that the file knows no more goes by itself."""
    return _names().get(emoji, emoji)


@cache
def _names() -> dict[str, str]:
    return {emoji: name for emoji, name, *_ in json.loads(FILE.read_text("utf-8"))}
