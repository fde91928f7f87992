"""A bot's program, played on this machine."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple


class Told(NamedTuple):
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    body: bytes = b""
    content_type: str = "text/plain"
    status: int = 200
    headers: dict[str, str] = {}
    pause: float = 0  # seconds before it


class Receiver:
    """Answers as `answer` says; `told` keeps what it was sent."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.answer = Answer()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                receiver.told.append(Told(dict(self.headers), self.rfile.read(length)))
                self._send(receiver.answer)

            def do_GET(self) -> None:
                receiver.told.append(Told(dict(self.headers), b""))
                self._send(Answer())

            def _send(self, answer: Answer) -> None:
                time.sleep(answer.pause)
                try:
                    self.send_response(answer.status)
                    self.send_header("Content-Type", answer.content_type)
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(answer.body)
                except OSError:  # whoever asked has had enough
                    pass

            def log_message(self, *args) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.host}/bot"

    def __enter__(self):
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self._server.shutdown()
        self._server.server_close()
