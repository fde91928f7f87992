"""Other people's web sites, played on this machine."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import NamedTuple


class Page(NamedTuple):
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""
    pause: float = 0  # seconds between two bytes
    encoding: str = ""
    delay: float = 0  # seconds before it answers


class FakeWeb:
    """`pages` by their path. `asked` keeps the paths that somebody came for. Nobody is answered while
    `answers` is not set."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.answers = Event()
        self.answers.set()
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                page = web.pages.get(self.path, Page(status=404))
                web.answers.wait(20)
                time.sleep(page.delay)
                self.send_response(page.status)
                self.send_header("Content-Type", page.content_type)
                if page.location:
                    self.send_header("Location", page.location)
                if page.encoding:
                    self.send_header("Content-Encoding", page.encoding)
                self.end_headers()
                self._write(page)

            def _write(self, page: Page) -> None:
                try:
                    for byte in [page.body[i : i + 1] for i in range(len(page.body))]:
                        if not page.pause:
                            self.wfile.write(page.body)
                            return
                        self.wfile.write(byte)
                        time.sleep(page.pause)
                except OSError:  # whoever asked has had enough
                    pass

            def log_message(self, *args) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.host}"

    def __enter__(self):
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self._server.shutdown()
        self._server.server_close()
