"""Sentry as its SDK sees it: it takes envelopes, and keeps the events in them."""

import gzip
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import brotli

UNPACK = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


class FakeSentry:
    """`dsn` is its address; `heard` all that came, as text."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                unpack = UNPACK[self.headers.get("Content-Encoding", "")]
                service.heard.append(unpack(body).decode())
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *args) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.dsn = f"http://key@127.0.0.1:{self._server.server_port}/1"

    @property
    def events(self) -> list[dict]:
        """An envelope is a line for itself, and two for each item."""
        lines = [json.loads(line) for each in self.heard for line in each.splitlines() if line]
        return [line for line in lines if "event_id" in line and "level" in line]

    def __enter__(self):
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self._server.shutdown()
        self._server.server_close()
