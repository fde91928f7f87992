"""Only our own pages open a socket with a cookie: exact scheme, host and port."""

from django.conf import settings
from django.http.request import split_domain_port, validate_host


class OwnOrigin:
    """Refuses the handshake of any other page. Channels' validator lets other ports and schemes in."""

    def __init__(self, application):
        self.application = application

    async def __call__(self, scope, receive, send):
        if is_own_origin(scope):
            return await self.application(scope, receive, send)
        await receive()
        return await send({"type": "websocket.close"})


def is_own_origin(scope: dict) -> bool:
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin1")
    if settings.SITE_URL and origin == settings.SITE_URL:
        return True
    host = headers.get(b"host", b"").decode("latin1")
    is_ours = validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
    return is_ours and origin == f"{_scheme(scope, headers)}://{host}"


def _scheme(scope: dict, headers: dict) -> str:
    if settings.TRUSTED_PROXIES:
        return headers.get(b"x-forwarded-proto", b"http").decode("latin1")
    return "https" if scope.get("scheme") == "wss" else "http"
