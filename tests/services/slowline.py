"""A slow line between a browser and texter: a TCP proxy that lets so many bytes through a second."""

import contextlib
import socket
import time
from threading import Thread

PIECE = 16 * 1024  # bytes


class SlowLine:
    """`url` leads to `target` (http://host:port); only what goes up is slowed, each connection by itself."""

    def __init__(self, target: str, bytes_a_second: int):
        host, port = target.removeprefix("http://").split(":")
        self._target = (host, int(port))
        self._pause = PIECE / bytes_a_second
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self):
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
                Thread(target=carry, args=(near, far, self._pause), daemon=True).start()
                Thread(target=carry, args=(far, near, 0), daemon=True).start()


def carry(source: socket.socket, sink: socket.socket, pause: float) -> None:
    """One direction of a connection, until either side ends it; a small piece waits less."""
    with contextlib.suppress(OSError):
        while piece := source.recv(PIECE):
            sink.sendall(piece)
            time.sleep(pause * len(piece) / PIECE)
    for end in (source, sink):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
