"""Pages of the web, fetched for people without letting them reach into this network (promise P15).

A name is looked up once, the address is checked, and that address is what is connected to: what a
name server says later changes nothing. So it is for every redirect.
"""

import re
import socket
import ssl
from collections.abc import Container
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv6Address, IPv6Network, ip_address
from threading import Thread, Timer
from time import monotonic
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}
REDIRECTS = 3
SECONDS = 5  # for all of it, redirects among it
USER_AGENT = "Mozilla/5.0 (compatible; texter; link preview)"
CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.ASCII)
# Those of real pages: some that Python knows besides take minutes for a page.
CHARSETS = re.compile(
    r"utf-?8|us-ascii|(?:iso-8859|latin)-\d+|windows-125\d|shift_jis|euc-(?:jp|kr)|gb(?:k|2312|18030)|big5|koi8-[ru]"
)
EVERYBODY = IPv6Network("2000::/3")  # what of IPv6 is given out to the internet
# Addresses that stand for those of another network, which the table of the standard does not say.
TRANSLATED = [IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("2002::/16")]


class Unfetchable(Exception):
    """Nothing there that may or can be fetched; the words say why, for the log."""


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
        answer = _get(_checked(url), types, limit, deadline)
        if isinstance(answer, Fetched):
            return answer
        url = _joined(url, answer)
    raise Unfetchable("too many redirects")


def is_public(address: str) -> bool:
    """Whether it belongs to the whole internet: not to this machine, this network, or a tunnel."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            found = found.ipv4_mapped
        elif found not in EVERYBODY or any(found in network for network in TRANSLATED):
            return False
    return found.is_global and not found.is_multicast


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unfetchable("no address") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise Unfetchable("no address of the web")
    if port not in (None, PORTS[parts.scheme]) and not _is_trusted(parts):
        raise Unfetchable("an unusual port")
    return parts


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise Unfetchable("no address") from error


def _is_trusted(parts: SplitResult) -> bool:
    """Hosts of this network that whoever runs texter lets it preview: `host` or `host:port`."""
    return not {parts.netloc.lower(), parts.hostname}.isdisjoint(settings.LINK_PREVIEW_HOSTS)


def _get(parts: SplitResult, types: Container[str], limit: int, deadline: float) -> Fetched | str:
    """The answer, or where it leads on."""
    try:
        with closing(_Connection(parts, deadline)) as connection:
            connection.connect()
            timer = Timer(_left(deadline), connection.abort)
            timer.start()
            try:
                return _answer(connection, parts, types, limit)
            finally:
                timer.cancel()
    except (OSError, HTTPException, UnicodeError, ValueError) as error:
        raise Unfetchable(type(error).__name__) from error


def _left(deadline: float) -> float:
    if (left := deadline - monotonic()) <= 0:
        raise Unfetchable("too slow")
    return left


def _answer(
    connection: "_Connection", parts: SplitResult, types: Container[str], limit: int
) -> Fetched | str:
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Accept": "*/*"}
    connection.request("GET", _quoted(path), headers=headers)
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


def _quoted(path: str) -> str:
    """As it may stand in a request's first line."""
    return "".join(
        char if char.isascii() and char.isprintable() and char != " " else _percent(char)
        for char in path
    )


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


class _Connection(HTTPConnection):
    """To the one address that was checked, whatever the name means by then."""

    def __init__(self, parts: SplitResult, deadline: float):
        host = str(parts.hostname).encode("idna").decode()
        super().__init__(host, parts.port or PORTS[parts.scheme])
        self.deadline = deadline
        self.is_secure = parts.scheme == "https"
        self.is_trusted = _is_trusted(parts)

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address(), self.port), _left(self.deadline))
        if self.is_secure:
            self.sock.settimeout(_left(self.deadline))  # a handshake has it for all its steps
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self.wire = self.sock  # an answer that ends the connection takes it along

    def abort(self) -> None:
        """Whoever reads or writes at this moment stops, too."""
        with suppress(OSError):
            self.wire.shutdown(socket.SHUT_RDWR)

    def _address(self) -> str:
        addresses = _addresses_of(self.host, self.port, _left(self.deadline))
        if not self.is_trusted and not all(map(is_public, addresses)):
            raise Unfetchable("an address that is not public")
        return addresses[0]


def _addresses_of(host: str, port: int, seconds: float) -> list[str]:
    """A name server takes as long as it likes, and cannot be told to stop: it is left alone."""
    found: list[str] = []

    def ask() -> None:
        with suppress(OSError, UnicodeError):
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(str(entry[4][0]) for entry in entries)

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not (addresses := list(found)):
        raise Unfetchable("a name without an address")
    return addresses
