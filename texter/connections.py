"""Connections to addresses that people name, which never reach into this network (promise P15).

A name is looked up once, the address is checked, and that address is what is connected to: what a
name server says later changes nothing.
"""

import socket
import ssl
from collections.abc import Container, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv6Address, IPv6Network, ip_address
from threading import Thread, Timer
from time import monotonic
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}
EVERYBODY = IPv6Network("2000::/3")  # what of IPv6 is given out to the internet
# Addresses that stand for those of another network, which the table of the standard does not say.
TRANSLATED = [IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("2002::/16")]


class Unfetchable(Exception):
    """Nothing there that may or can be reached; the words say why, for a log."""


def is_public(address: str) -> bool:
    """Whether it belongs to the whole internet: not to this machine, this network, or a tunnel."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            found = found.ipv4_mapped
        elif found not in EVERYBODY or any(found in network for network in TRANSLATED):
            return False
    return found.is_global and not found.is_multicast


def checked(url: str, trusted: Container[str]) -> SplitResult:
    """The parts of an address of the web; `trusted`: hosts of this network, `host` or `host:port`,
    that may be reached all the same. Raises Unfetchable."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unfetchable("no address") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise Unfetchable("no address of the web")
    if port not in (None, PORTS[parts.scheme]) and not _is_trusted(parts, trusted):
        raise Unfetchable("an unusual port")
    return parts


def _is_trusted(parts: SplitResult, trusted: Container[str]) -> bool:
    return parts.netloc.lower() in trusted or parts.hostname in trusted


def left(deadline: float) -> float:
    """Seconds until then, by the monotonic clock. Raises Unfetchable once it is over."""
    if (seconds := deadline - monotonic()) <= 0:
        raise Unfetchable("too slow")
    return seconds


def path_of(parts: SplitResult) -> str:
    """What is asked for, as it may stand in a request's first line."""
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return "".join(
        char if char.isascii() and char.isprintable() and char != " " else _percent(char)
        for char in path
    )


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


class Connection(HTTPConnection):
    """To the one address that was checked, whatever the name means by then."""

    def __init__(self, parts: SplitResult, trusted: Container[str], deadline: float):
        """`deadline`: for all of it, the look at the name among it, by the monotonic clock."""
        try:
            host = str(parts.hostname).encode("idna").decode()
        except UnicodeError as error:
            raise Unfetchable("no address") from error
        super().__init__(host, parts.port or PORTS[parts.scheme])
        self.deadline = deadline
        self.is_secure = parts.scheme == "https"
        self.is_trusted = _is_trusted(parts, trusted)
        self.is_out_of_time = False

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Connected for as long as the block and its time last; whatever fails is Unfetchable."""
        try:
            with closing(self):
                self.connect()
                timer = Timer(left(self.deadline), self.abort)
                timer.start()
                try:
                    yield
                finally:
                    timer.cancel()
        except (OSError, HTTPException, UnicodeError, ValueError) as error:
            raise Unfetchable(type(error).__name__) from error

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address(), self.port), left(self.deadline))
        if self.is_secure:
            self.sock.settimeout(left(self.deadline))  # a handshake has it for all its steps
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self.wire = self.sock  # an answer that ends the connection takes it along

    def abort(self) -> None:
        """Whoever reads or writes at this moment stops, too."""
        self.is_out_of_time = True
        with suppress(OSError):
            self.wire.shutdown(socket.SHUT_RDWR)

    def _address(self) -> str:
        addresses = _addresses_of(self.host, self.port, left(self.deadline))
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
