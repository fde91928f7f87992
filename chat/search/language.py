"""How people ask: words, “phrases”, and from: in: has: before: after:. Whatever is typed means something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from chat.search.words import Word, normal, words_in

MOST_PHRASES = 12
OPENING, CLOSING = '"“”„«»', '"“”„«»'
PIECES = re.compile(
    rf"""(?:(?P<operator>from|in|has|before|after):(?=\S))?
    (?:[{OPENING}](?P<quoted>[^{OPENING}]*)(?:[{CLOSING}]|$)|(?P<bare>[^\s{OPENING}]+))""",
    re.IGNORECASE | re.VERBOSE,
)
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
YEARS = range(1970, 3000)
HAS = {"link", "file", "image"}


@dataclass(frozen=True)
class Phrase:
    """Folded words in a row; `is_open`: the last one may go on."""

    words: tuple[str, ...]
    is_open: bool = False


@dataclass
class Question:
    """What somebody looks for: every phrase, by one of `people`, in one of `rooms`, and so on.

    `before` and `after` are days of whoever asks: neither day itself is meant by `before`, both are
    by `after`. `senseless` are pieces that look like more than words and mean nothing.
    """

    phrases: list[Phrase] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    rooms: list[str] = field(default_factory=list)
    has: set[str] = field(default_factory=set)
    before: date | None = None
    after: date | None = None
    senseless: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (
            self.phrases or self.people or self.rooms or self.has or self.before or self.after
        )


def question_in(typed: str) -> Question:
    question = Question()
    typed = normal(typed)
    for piece in PIECES.finditer(typed):
        said = piece["bare"] if piece["quoted"] is None else piece["quoted"]
        if piece["operator"]:
            _narrow(question, piece["operator"].lower(), said.strip(), piece[0])
        elif len(question.phrases) < MOST_PHRASES:
            goes_on = piece["quoted"] is None and piece.end() == len(typed)
            question.phrases += _phrases(said, goes_on)
    return question


def _narrow(question: Question, operator: str, said: str, piece: str) -> None:
    if operator == "from" and said.removeprefix("@"):
        question.people.append(said.removeprefix("@"))
    elif operator == "in" and said.removeprefix("#"):
        question.rooms.append(said.removeprefix("#"))
    elif operator == "has" and said.lower() in HAS:
        question.has.add(said.lower())
    elif operator == "before" and (day := _day(said)):
        question.before = min(day, question.before or day)
    elif operator == "after" and (day := _day(said)):
        question.after = max(day, question.after or day)
    else:
        question.senseless.append(piece)


def _day(said: str) -> date | None:
    found = DAY.fullmatch(said)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def _phrases(said: str, goes_on: bool) -> Iterator[Phrase]:
    """One or none: what separates no words, as in a-b or a/b, joins them."""
    words = words_in(said)
    if not words:
        return
    last = words[-1]
    if last.is_whole:
        yield Phrase(tuple(each.folded for each in words), goes_on)
    elif _ends_a_pair(words):
        yield Phrase(tuple(each.folded for each in words[:-1]))
    else:  # one sign alone: the first of any pair
        yield Phrase(tuple(each.folded for each in words), is_open=True)


def _ends_a_pair(words: list[Word]) -> bool:
    return len(words) > 1 and words[-2].end == words[-1].end
