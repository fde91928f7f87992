"""The wire between a client and a service of this machine: slow, stopped, cut, deaf."""

import contextlib
import socket
import time
from threading import Event, Thread

PIECE = 16 * 1024  # bytes


class Wire:
    """`port` and `url` lead to a port of this machine.

    `up`: bytes that go to the service in a second, each connection by itself; 0 for no limit.
    `delay`: seconds that every piece takes, in both directions.
    While `opened` is not set, what is sent waits, and nobody is told.
    """

    def __init__(self, port: int, *, up: int = 0, delay: float = 0):
        self._target = ("127.0.0.1", port)
        self._pause = PIECE / up if up else 0
        self.delay = delay
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.opened = Event()
        self.opened.set()
        self._is_deaf = Event()
        self._left: int | None = None  # bytes of answers until the cut
        self._ends: set[socket.socket] = set()

    def __enter__(self):
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self.opened.set()
        self._listener.close()
        self.cut()

    def cut(self) -> None:
        """End all connections as they are; new ones may be made at once."""
        for end in tuple(self._ends):
            _end(end)

    def cut_after(self, length: int) -> None:
        """Let so many bytes of answers through, and cut the connection that gets the last of them."""
        self._left = length

    def go_deaf(self) -> None:
        """Swallow everything from now on; connections are made, and stay."""
        self._is_deaf.set()

    def hear_again(self) -> None:
        """What was swallowed is lost, and so are the connections that it was said on."""
        self.cut()
        self._is_deaf.clear()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                try:
                    far = socket.create_connection(self._target)
                except OSError:  # the service is down
                    near.close()
                    continue
                self._ends |= {near, far}
                Thread(target=self._carry, args=(near, far, self._pause), daemon=True).start()
                Thread(target=self._carry, args=(far, near, 0), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, pause: float) -> None:
        """One direction of a connection, until either side ends it; a small piece waits less."""
        is_answer = sink.getsockname()[1] == self.port
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                self.opened.wait()
                time.sleep(self.delay)
                if self._is_deaf.is_set():
                    continue
                passed = self._as_far_as_it_goes(piece) if is_answer else piece
                sink.sendall(passed)
                if len(passed) < len(piece):
                    break
                time.sleep(pause * len(piece) / PIECE)
        self._ends -= {source, sink}
        for end in (source, sink):
            _end(end)

    def _as_far_as_it_goes(self, piece: bytes) -> bytes:
        if self._left is None:
            return piece
        self._left -= len(piece)
        if self._left >= 0:
            return piece
        passed, self._left = piece[: self._left], None
        return passed


def _end(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
