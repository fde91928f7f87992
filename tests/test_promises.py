"""docs/promises.md names tests that exist, for every promise."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
TABLE = (TESTS.parent / "docs/promises.md").read_text()
ROWS = re.findall(r"^\| (P\d+) \| .+ \| (.+) \|$", TABLE, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", "".join(held for _, held in ROWS))))


def test_every_promise_is_there():
    assert [promise for promise, _ in ROWS] == [f"P{number}" for number in range(1, 30)]


def test_every_promise_is_held_or_said_not_to_be():
    assert [promise for promise, held in ROWS if ".py" not in held and "Not yet" not in held] == []


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_the_test_exists(file, name):
    pattern = rf"def {name}\(" if name else r"def test_"
    assert re.search(pattern, (TESTS / file).read_text())
