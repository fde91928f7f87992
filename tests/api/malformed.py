"""Requests that nobody means well by: one after another, the same ones for the same seed."""

import json
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from chat.api.site import api

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NUMBERS = ("1", "0", "-1", "7e7", "9" * 19, "9" * 400, "%00", "..", "%ED%A0%80", "💥", "a b", "{x}")
WORDS = ("", "\0", "\ud800", "x" * 20_000, "\u202e", "<script>", "%s%n", "' OR 1=1 --", "🏳️‍🌈" * 99)
VALUES = (None, True, -1, 0, 1, 2**63, -(2**63), 10**400, 1.5, 1e308, [], {}, [[]], *WORDS)
FIELDS = (
    "body",
    "client_id",
    "reply_to",
    "attachments",
    "reason",
    "seq",
    "name",
    "members",
    "address",
    "\0",
)
QUERIES = ("limit", "before", "after", "around", "since", "until", "cursor", "room", "q", "has")
TYPES = (
    "application/json",
    "application/json; charset=utf-16",
    "application/json; charset=klingon",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "text/plain",
    "",
)
BODIES = (
    b"", b"{", b"null", b"[]", b'"', b"\xff\xfe", b"\0" * 99, b"[" * 50_000, b"9" * 9_000, b"NaN",
    b'{"body":"\\ud800"}', b'{"a":1,"a":2}', b"--x\r\n\r\n--x--", b"a=%ED%A0%80&body=%00",
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="\0/../a"\r\n\r\n\r\n--x--',
)  # fmt: skip


class Request(NamedTuple):
    method: str
    path: str
    content_type: str
    body: bytes


def requests(seed: int) -> Iterator[Request]:
    """Endless."""
    chance = Random(seed)
    paths = sorted(api.get_openapi_schema()["paths"])
    while True:
        path = "/".join(
            chance.choice(NUMBERS) if part.startswith("{") else part
            for part in chance.choice(paths).split("/")
        )
        yield Request(chance.choice(METHODS), path + _query(chance), *_body(chance))


def _query(chance: Random) -> str:
    names = chance.sample(QUERIES, chance.randint(0, 3))
    return "?" + "&".join(f"{name}={chance.choice(NUMBERS)}" for name in names)


def _body(chance: Random) -> tuple[str, bytes]:
    if chance.random() < 0.4:
        return chance.choice(TYPES), chance.choice(BODIES)
    names = chance.sample(FIELDS, chance.randint(0, 4))
    fields = {name: chance.choice(VALUES) for name in names}
    return "application/json", json.dumps(fields).encode()
