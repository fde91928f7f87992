"""Pages of the web, fetched for people without letting them reach into this network (promise P15)."""

import re
from collections.abc import Container
from http.client import HTTPResponse
from time import monotonic
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin

from django.conf import settings

from texter.connections import Connection, Unfetchable, checked, is_public, path_of

__all__ = ["Fetched", "Unfetchable", "fetch", "is_public"]

REDIRECTS = 3
SECONDS = 5  # for all of it, redirects among it
USER_AGENT = "Mozilla/5.0 (compatible; texter; link preview)"
CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.ASCII)
# Those of real pages: some that Python knows besides take minutes for a page.
CHARSETS = re.compile(
    r"utf-?8|us-ascii|(?:iso-8859|latin)-\d+|windows-125\d|shift_jis|euc-(?:jp|kr)|gb(?:k|2312|18030)|big5|koi8-[ru]"
)


class Fetched(NamedTuple):
    """`url` is where it was found after redirects; `body` is cut at the limit."""

    url: str
    content_type: str
    charset: str
    body: bytes

    @property
    def text(self) -> str:
        known = CHARSETS.fullmatch(self.charset)
        return self.body.decode(self.charset if known else "utf-8", "replace")


def fetch(url: str, *, types: Container[str], limit: int) -> Fetched:
    """What stands at a public address, if it is of one of these types; at most `limit` bytes of it.

    Raises Unfetchable.
    """
    deadline = monotonic() + SECONDS
    for _ in range(REDIRECTS + 1):
        answer = _get(checked(url, settings.LINK_PREVIEW_HOSTS), types, limit, deadline)
        if isinstance(answer, Fetched):
            return answer
        url = _joined(url, answer)
    raise Unfetchable("too many redirects")


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise Unfetchable("no address") from error


def _get(parts: SplitResult, types: Container[str], limit: int, deadline: float) -> Fetched | str:
    """The answer, or where it leads on."""
    connection = Connection(parts, settings.LINK_PREVIEW_HOSTS, deadline)
    with connection.opened():
        return _answer(connection, parts, types, limit)


def _answer(
    connection: Connection, parts: SplitResult, types: Container[str], limit: int
) -> Fetched | str:
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Accept": "*/*"}
    connection.request("GET", path_of(parts), headers=headers)
    response = connection.getresponse()
    if response.status in (301, 302, 303, 307, 308) and response.getheader("Location"):
        return str(response.getheader("Location"))
    return _read(response, parts.geturl(), types, limit)


def _read(response: HTTPResponse, url: str, types: Container[str], limit: int) -> Fetched:
    content_type, _, parameters = response.getheader("Content-Type", "").lower().partition(";")
    if response.status != 200 or content_type.strip() not in types:
        raise Unfetchable(f"{response.status} {content_type}")
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise Unfetchable("an encoding that was not asked for")
    charset = CHARSET.search(parameters)
    return Fetched(url, content_type.strip(), charset[1] if charset else "", response.read(limit))
