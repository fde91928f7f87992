"""A bucket on this machine: keeps what is put into it, and hands out what is signed."""

from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qsl, unquote, urlsplit


class FakeS3:
    """`kept`: content by path, as in /bucket/key. Whoever asks has to sign.

    `changed`: when it was put there. Nothing is deleted while `deletes` is not set.
    """

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.changed: dict[str, datetime] = {}
        self.deletes = Event()
        self.deletes.set()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            @property
            def place(self) -> str:
                return unquote(urlsplit(self.path).path)

            @property
            def asked(self) -> dict[str, str]:
                return dict(parse_qsl(urlsplit(self.path).query))

            def do_PUT(self) -> None:
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self._is_signed():
                    service.kept[self.place] = content
                    service.changed[self.place] = datetime.now(UTC)
                    self._send(200)

            def do_DELETE(self) -> None:
                if self._is_signed() and service.deletes.wait(20):
                    service.kept.pop(self.place, None)
                    self._send(204)

            def do_GET(self) -> None:
                if not self._is_signed():
                    return
                content = service.kept.get(self.place)
                if "prefix" in self.asked:
                    content = service.listed(f"{self.place}/", self.asked["prefix"])
                self._send(404 if content is None else 200, content or b"")

            do_HEAD = do_GET

            def _is_signed(self) -> bool:
                is_signed = "Authorization" in self.headers or "X-Amz-Signature" in self.asked
                if not is_signed:
                    self._send(403)
                return is_signed

            def _send(self, status: int, content: bytes = b"") -> None:
                self.send_response(status)
                for name in ("content-type", "content-disposition"):
                    if value := self.asked.get(f"response-{name}"):
                        self.send_header(name, value)
                if changed := service.changed.get(self.place):
                    self.send_header("Last-Modified", format_datetime(changed, usegmt=True))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            def log_message(self, *args) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def listed(self, bucket: str, prefix: str) -> bytes:
        """What a bucket says of the keys that start so; it has no folders."""
        keys = [place.removeprefix(bucket) for place in self.kept if place.startswith(bucket)]
        rows = "".join(
            f"<Contents><Key>{key}</Key></Contents>" for key in keys if key.startswith(prefix)
        )
        return (
            f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>".encode()
        )

    def __enter__(self):
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self._server.shutdown()
        self._server.server_close()
