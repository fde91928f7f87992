"""A site with a PostgreSQL of its own, as people and programs see it from outside."""

from typing import NamedTuple
from uuid import UUID

import httpx
import psycopg

from tests.deploy.plain import sign_up
from tests.viewer import CSRF

NAMES = ("ann", "bob", "cleo", "dora", "emil")


class Row(NamedTuple):
    """A message as it is stored."""

    seq: int
    version: int
    client_id: UUID | None
    body: str
    is_system: bool


def people_of(url: str, number: int) -> list[dict[str, str]]:
    """The cookies of so many people who just signed up; all of them are in the first room."""
    return [{**sign_up(url, name).cookies, "csrftoken": CSRF} for name in NAMES[:number]]


def first_room(url: str, cookies: dict[str, str]) -> int:
    place = httpx.get(f"{url}/", cookies=cookies, follow_redirects=True, timeout=20)
    return int(str(place.url).split("/rooms/")[1].split("/")[0])


def rows_of(address: str, room_id: int) -> list[Row]:
    """By psycopg: this process has another database."""
    wanted = "SELECT seq, version, client_id, body, kind = 'system' FROM chat_message"
    with psycopg.connect(address) as database:
        rows = database.execute(f"{wanted} WHERE room_id = %s ORDER BY seq", [room_id])
        return [Row(*row) for row in rows]
