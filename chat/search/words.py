"""A text as the words that it is found by: folded here, so that both databases find the same.

Case, accents and widths are folded. Scripts that put no blanks between words are cut into overlapping
pairs, so that any part of what they write is found as a phrase of pairs.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

LONGEST = 64  # characters of one word; PostgreSQL takes no more than 2 kB
FOLDED_KEPT = 8192  # words, of the languages spoken here
HIGHEST_MARK = 0x10000
# Emoji are no words, and what only varies a sign is none either.
VARIATIONS = {chr(code) for code in range(0xFE00, 0xFE10)}
MARKS = "".join(
    c
    for c in map(chr, range(0x300, HIGHEST_MARK))
    if unicodedata.category(c) in {"Mn", "Mc"} and c not in VARIATIONS
)
# Thai, Lao, Burmese, Khmer; Japanese, Chinese, Korean.
UNSPACED = (
    r"\u0e01-\u0e4e\u0e81-\u0ede\u1000-\u1049\u1780-\u17d3\u3005-\u3007\u3031-\u3035\u3041-\u30ff"
    r"\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d"
    r"\U00020000-\U0003ffff"
)
PARTS = re.compile(
    rf"(?P<unspaced>(?:(?=[\w{MARKS}])[{UNSPACED}])+)"
    rf"|(?:(?![{UNSPACED}])[^\W_])(?:(?![{UNSPACED}])(?:[^\W_]|[{MARKS}]))*"
)
PLAIN = re.compile(r"[a-z0-9]+")
# Letters that Unicode does not take apart.
STROKES = str.maketrans("ıøłđħ", "ioldh")
# Marks above and below letters, and the points of Hebrew and Arabic; not what makes another letter
# of one, as in Japanese or Thai.
POINTS = range(10, 37)
ABOVE_AND_BELOW = 200


class Word(NamedTuple):
    """A folded word and where it stands in the text; `is_whole`: no pair of an unspaced script."""

    folded: str
    start: int
    end: int
    is_whole: bool = True


def normal(text: str) -> str:
    """A text in the form in which the places of its words are counted."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def words_in(text: str) -> list[Word]:
    """The words of a `normal` text, in its order."""
    if text.isascii():
        found = PLAIN.finditer(text.lower())
        return [Word(each[0][:LONGEST], each.start(), each.end()) for each in found]
    return list(_words_in(text))


def _words_in(text: str) -> Iterator[Word]:
    for part in PARTS.finditer(text):
        if part["unspaced"]:
            yield from _pairs(part[0], part.start())
        elif folded := fold(part[0])[:LONGEST]:
            yield Word(folded, part.start(), part.end())


def _pairs(text: str, start: int) -> Iterator[Word]:
    """Each two that stand together, and the last alone."""
    for at, pair in enumerate(pairwise(text), start):
        yield Word(fold("".join(pair)), at, at + 2, is_whole=False)
    end = start + len(text)
    yield Word(fold(text[-1]), end - 1, end, is_whole=False)


@lru_cache(maxsize=FOLDED_KEPT)
def fold(word: str) -> str:
    """Without case, accents and width."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold()).casefold()
    kept = "".join(c for c in letters if _is_kept(c))
    return unicodedata.normalize("NFC", kept.translate(STROKES))


def _is_kept(character: str) -> bool:
    """Neither an accent nor a sign that a letter was taken apart into, such as ⑴ into (1)."""
    above = unicodedata.combining(character)
    is_accent = above >= ABOVE_AND_BELOW or above in POINTS
    return not is_accent and (character.isalnum() or not character.isascii())
