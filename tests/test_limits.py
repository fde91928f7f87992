"""docs/limits.md says of every limit what it is."""

import re
from pathlib import Path

import pytest

from texter import limits

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/limits.md").read_text()
ROWS = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]
# As they are where no variable says otherwise.
DEFAULTS = {
    name: int(digits)
    for name, digits in re.findall(
        r'^([A-Z_]+) = env\.number\("\1", ([\d_]+)\)', Path(limits.__file__).read_text(), re.M
    )
}
LIMITS = {name: value for name, value in vars(limits).items() if name[0].isupper()} | DEFAULTS
UNITS = {"": 1, "s": 1, "kB": 2**10, "MB": 2**20}
SPANS = {"an hour": 3_600, "a day": 86_400}


def said(words: str):
    """`2 MB` as bytes, `60 s` as seconds, `5 an hour, 30 a day` as the spans it names."""
    if found := re.fullmatch(r"([\d,]+) ?(s|kB|MB|)", words):
        return number(found[1]) * UNITS[found[2]]
    return tuple(span(each) for each in words.split(", "))


def span(words: str) -> tuple[int, int]:
    many, _, rest = words.partition(" ")
    seconds = re.fullmatch(r"in (\d+) s", rest)
    return number(many), number(seconds[1]) if seconds else SPANS[rest]


def number(digits: str) -> int:
    return int(digits.replace(",", ""))


def test_every_limit_stands_there_once_and_nothing_else():
    assert sorted(name for name, *_ in ROWS) == sorted(f"`{name}`" for name in LIMITS)


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, words, *_ in ROWS])
def test_it_is_what_the_page_says(name, words):
    assert said(words) == LIMITS[name.strip("`")]


def test_the_page_says_which_variable_changes_it():
    changed = {name: variable for name, _, variable, *_ in ROWS if variable}
    assert changed == {f"`{name}`": f"`{name}`" for name in DEFAULTS}


@pytest.mark.parametrize(
    ("words", "value"),
    [("1,000", 1_000), ("64 kB", 65_536), ("1 in 30 s, 5 an hour", ((1, 30), (5, 3_600)))],
)
def test_a_value_is_read(words, value):
    assert said(words) == value
