"""Bodies of JSON as they come in: what no text can say is no JSON to us, though Python reads it."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class JsonParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        return parsed(request.body)


def parsed(body: bytes) -> Any:
    """Raises ValueError or RecursionError."""
    found = json.loads(body, parse_constant=_no_number)
    if b"\\ud" in body.lower():
        # Half of a pair, as in "\ud800", is no character: nothing could store or send it.
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")
