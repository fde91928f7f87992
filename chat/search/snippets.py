"""A piece of a message around what was found in it, with every find marked."""

from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from chat.search.language import Phrase
from chat.search.words import Word, normal, words_in

LENGTH, LEAD = 160, 50  # characters, and how many of them stand before the first find
ELLIPSIS = "…"


def snippet(text: str, phrases: Sequence[Phrase]) -> SafeString:
    """About 160 characters of a plain text, in one line, as HTML."""
    line = " ".join(normal(text).split())
    marks = _joined(sorted(_finds(words_in(line), phrases)))
    start, end = _window(line, marks[0][0] if marks else 0)
    parts, at = [ELLIPSIS] if start else [], start
    for first, last in marks:
        first, last = max(first, at), min(last, end)
        if first < last:
            parts.append(f"{escape(line[at:first])}<mark>{escape(line[first:last])}</mark>")
            at = last
    parts += [escape(line[at:end]), ELLIPSIS if end < len(line) else ""]
    return mark_safe("".join(parts))


def _finds(words: Sequence[Word], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """Where each phrase stands, as its first and its last place."""
    by_first: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        by_first.setdefault(word.folded, []).append(number)
    for phrase in phrases:
        for number in _starts(phrase, by_first):
            found = words[number : number + len(phrase.words)]
            if _is(phrase, found):
                yield found[0].start, _end(phrase, found[-1])


def _starts(phrase: Phrase, by_first: dict[str, list[int]]) -> list[int]:
    first = phrase.words[0]
    if len(phrase.words) > 1 or not phrase.is_open:
        return by_first.get(first, [])
    return [at for word, places in by_first.items() if word.startswith(first) for at in places]


def _is(phrase: Phrase, found: Sequence[Word]) -> bool:
    said = tuple(word.folded for word in found)
    if said[:-1] != phrase.words[:-1]:
        return False
    return said[-1] == phrase.words[-1] or (
        phrase.is_open and said[-1].startswith(phrase.words[-1])
    )


def _end(phrase: Phrase, last: Word) -> int:
    """Of a pair that was found by its first sign, only that is marked."""
    is_half = not last.is_whole and len(last.folded) > len(phrase.words[-1])
    return last.start + 1 if is_half else last.end


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in their order, those that touch as one."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _window(line: str, first: int) -> tuple[int, int]:
    """Where the piece begins and ends: not in the middle of a word, where there are blanks."""
    if len(line) <= LENGTH:
        return 0, len(line)
    start = max(0, min(first - LEAD, len(line) - LENGTH))
    if start:
        start = line.find(" ", start, first) + 1 or start
    end = min(len(line), start + LENGTH)
    if end < len(line):
        end = max(line.rfind(" ", start + LENGTH // 2, end), 0) or end
    return start, end
