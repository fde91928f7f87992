"""Static files, answered before Django: all that a page pays for them is one look at its address."""

import asyncio

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Response

CHUNK = 64 * 1024  # bytes that a slow reader holds
# What whitenoise decides by, under its names for it.
ASKED = {
    b"accept-encoding": "HTTP_ACCEPT_ENCODING",
    b"if-modified-since": "HTTP_IF_MODIFIED_SINCE",
    b"if-none-match": "HTTP_IF_NONE_MATCH",
    b"range": "HTTP_RANGE",
}


class StaticFiles(WhiteNoiseMiddleware):
    """whitenoise's files and answers, spoken as ASGI. Other addresses are `application`'s, and so are
    those below /static/ that lead to no file."""

    async def __call__(self, scope, receive, send) -> None:
        path = scope["path"]
        if not path.startswith(self.static_prefix) or (file := self._find(path)) is None:
            await self.get_response(scope, receive, send)
            return
        asked = {ASKED[name]: value.decode("latin1") for name, value in _asked(scope)}
        # A disk may take its time, and the loop has others to serve.
        await _send(await asyncio.to_thread(file.get_response, scope["method"], asked), send)

    def add_mime_headers(self, headers, path: str, url: str) -> None:
        super().add_mime_headers(headers, path, url)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"

    def _find(self, path: str):
        return self.find_file(path) if self.autorefresh else self.files.get(path)


def _asked(scope) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in scope["headers"] if name in ASKED]


async def _send(response: Response, send) -> None:
    headers = [
        (name.lower().encode("latin1"), value.encode("latin1")) for name, value in response.headers
    ]
    await send({"type": "http.response.start", "status": int(response.status), "headers": headers})
    if response.file:
        await _send_file(response.file, send)
    await send({"type": "http.response.body", "body": b""})


async def _send_file(file, send) -> None:
    try:
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    finally:
        file.close()
