"""The load client's protocols, by hand: at 1,000 sockets a library would be the bottleneck."""

import asyncio
from array import array
from time import perf_counter
from typing import NamedTuple

from benchmarks.tape import Tape

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
FINAL = 0x80
PATIENCE = 60  # seconds until an answer to a handshake


class Socket(asyncio.Protocol):
    """A WebSocket that notes which frames arrive when."""

    def __init__(self, tape: Tape | None, head: bytes):
        self.tape = tape
        self.head = head
        self.heard = array("I")
        self.rest = b""
        self.close_code = 0
        self.opened: asyncio.Future = asyncio.get_running_loop().create_future()

    def connection_made(self, transport) -> None:
        self.transport = transport
        transport.write(self.head)

    def connection_lost(self, error) -> None:
        self.close_code = self.close_code or 1006
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed before the handshake"))

    def data_received(self, data: bytes) -> None:
        if not self.opened.done():
            self._shake_hands(data)
            return
        if self.rest:
            data = self.rest + data
        elif self.tape and (frame := self.tape.alone.get(data)):
            self.heard.append(frame.number)
            self.tape.arrived(frame, perf_counter())
            return
        self.rest = data[self._read_frames(data) :]

    def _shake_hands(self, data: bytes) -> None:
        head, end, rest = (self.rest + data).partition(b"\r\n\r\n")
        if not end:
            self.rest = head
        elif b" 101 " not in head[:20]:
            self.opened.set_exception(ConnectionError(head.decode()))
        else:
            self.opened.set_result(None)
            self.rest = rest[self._read_frames(rest) :]

    def _read_frames(self, data: bytes) -> int:
        """Take the whole frames; says where the first incomplete one starts."""
        now, at, end = perf_counter(), 0, len(data)
        while end - at >= 2:
            size, start = data[at + 1], at + 2
            if size == 126:
                start += 2
                size = int.from_bytes(data[at + 2 : start], "big")
            elif size == 127:
                start += 8
                size = int.from_bytes(data[at + 2 : start], "big")
            stop = start + size
            if stop > end or start > end:
                break
            self._take(data[at], data[start:stop], now)
            if at == 0 and stop == end and self.tape:
                self.tape.keep_alone(data, data[start:stop])
            at = stop
        return at

    def _take(self, first: int, payload: bytes, now: float) -> None:
        if first == FINAL | TEXT:
            if self.tape and (frame := self.tape.frame(payload)).rows:
                self.heard.append(frame.number)
                self.tape.arrived(frame, now)
        elif first == FINAL | PING:
            self.send(PONG, payload)
        elif first == FINAL | CLOSE:
            self.close_code = int.from_bytes(payload[:2], "big") or 1005
            self.transport.close()
        else:
            raise ValueError(f"a frame that starts with {first:#x}")

    def send(self, opcode: int, payload: bytes) -> None:
        """A short frame; clients must mask, and a mask of zeros leaves the bytes as they are."""
        size = len(payload)
        length = bytes([FINAL | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        self.transport.write(bytes([FINAL | opcode]) + length + bytes(4) + payload)


class Http(asyncio.Protocol):
    """Keep-alive, one request at a time; connects again after the server closed it."""

    def __init__(self, port: int):
        self.port = port
        self.transport: asyncio.Transport | None = None
        self.answer: asyncio.Future | None = None
        self.received = b""

    async def request(self, data: bytes) -> int:
        """Send a whole request; gives the status."""
        loop = asyncio.get_running_loop()
        if self.transport is None or self.transport.is_closing():
            self.transport, _ = await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        self.received, self.answer = b"", loop.create_future()
        self.transport.write(data)
        return await self.answer

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, end, body = self.received.partition(b"\r\n\r\n")
        if end and len(body) >= _content_length(head) and self.answer and not self.answer.done():
            self.answer.set_result(int(head[9:12]))

    def connection_lost(self, error) -> None:
        self.transport = None
        if self.answer and not self.answer.done():
            self.answer.set_exception(ConnectionError("the server closed the connection"))


def _content_length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"\r\ncontent-length:")
    return int(rest.split(b"\r\n")[0]) if rest else 0


class Handshake(NamedTuple):
    port: int
    head: bytes


async def open_sockets(
    handshakes: list[Handshake], tape: Tape | None, at_once: int = 40
) -> list[Socket]:
    loop, turns = asyncio.get_running_loop(), asyncio.Semaphore(at_once)

    async def open_one(asked: Handshake) -> Socket:
        async with turns:
            _, socket = await loop.create_connection(
                lambda: Socket(tape, asked.head), "127.0.0.1", asked.port
            )
            await asyncio.wait_for(socket.opened, PATIENCE)
            return socket

    return await asyncio.gather(*map(open_one, handshakes))


def handshake(port: int, path: str, cookies: str = "") -> Handshake:
    head = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"Cookie: {cookies}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    return Handshake(port, head.encode())
