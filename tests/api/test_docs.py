"""docs/api-messages.md names every door of a message, and no other."""

import re
from pathlib import Path

from chat.api import attachments, marks, messages, reactions, reading, room_messages, search

DOCS = Path(__file__).resolve().parent.parent.parent / "docs/api-messages.md"
DOORS = (attachments, marks, messages, reactions, reading, room_messages, search)
NAMED = re.compile(r"`(/[^`?]*)[^`]*`")


def test_every_path_is_told():
    rows = [line for line in DOCS.read_text().splitlines() if line.startswith("| ")][1:]
    told = {path for row in rows for path in NAMED.findall(row.split(" | ")[0])}
    paths = {path for module in DOORS for path in module.router.path_operations}
    assert told == {re.sub(r"\{int:\w+\}", "{id}", path) for path in paths}
