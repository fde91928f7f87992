"""A bucket on this machine: keeps what is put into it, and hands out what is signed."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, unquote, urlsplit


class FakeS3:
    """`kept`: content by path, as in /bucket/key. Whoever asks has to sign."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            @property
            def place(self) -> str:
                return unquote(urlsplit(self.path).path)

            def do_PUT(self) -> None:
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self._is_signed():
                    service.kept[self.place] = content
                    self._send(200)

            def do_DELETE(self) -> None:
                if self._is_signed():
                    service.kept.pop(self.place, None)
                    self._send(204)

            def do_GET(self) -> None:
                if self._is_signed():
                    content = service.kept.get(self.place)
                    self._send(404 if content is None else 200, content or b"")

            do_HEAD = do_GET

            def _is_signed(self) -> bool:
                asked = dict(parse_qsl(urlsplit(self.path).query))
                is_signed = "Authorization" in self.headers or "X-Amz-Signature" in asked
                if not is_signed:
                    self._send(403)
                return is_signed

            def _send(self, status: int, content: bytes = b"") -> None:
                asked = dict(parse_qsl(urlsplit(self.path).query))
                self.send_response(status)
                for name in ("content-type", "content-disposition"):
                    if value := asked.get(f"response-{name}"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            def log_message(self, *args) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self._server.shutdown()
        self._server.server_close()
