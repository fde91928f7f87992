"""Send something to an address that somebody named, and read a bounded answer (promise P15)."""

import re
from collections.abc import Container, Mapping
from http.client import HTTPResponse
from time import monotonic
from typing import NamedTuple
from urllib.parse import unquote

from texter.connections import Connection, Unfetchable, checked, path_of

USER_AGENT = "texter"
FILE_NAME = re.compile(r"filename\*=UTF-8''([^;\s]+)|filename=\"?([^\";]+)", re.IGNORECASE)


class Reply(NamedTuple):
    """`content_type` in lower case without parameters; `file_name`: as it is to be called, or blank;
    `is_cut`: there was more of it than the limit."""

    status: int
    content_type: str
    file_name: str
    body: bytes
    is_cut: bool


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    trusted: Container[str],
    limit: int,
    seconds: float,
) -> Reply:
    """Follows no redirect: what is sent is for that address alone. Raises Unfetchable."""
    parts = checked(url, trusted)
    connection = Connection(parts, trusted, monotonic() + seconds)
    with connection.opened():
        own = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Connection": "close"}
        connection.request("POST", path_of(parts), body, {**own, **headers})
        reply = _read(connection.getresponse(), limit)
    if connection.is_out_of_time:  # without a length, what was cut off looks whole
        raise Unfetchable("TimeoutError")
    return reply


def _read(response: HTTPResponse, limit: int) -> Reply:
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise Unfetchable("an encoding that was not asked for")
    body = response.read(limit + 1)
    if response.length and len(body) <= limit:
        raise Unfetchable("IncompleteRead")
    content_type = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
    name = FILE_NAME.search(response.getheader("Content-Disposition", ""))
    file_name = unquote(name[1] or name[2]) if name else ""
    return Reply(response.status, content_type, file_name, body[:limit], len(body) > limit)
