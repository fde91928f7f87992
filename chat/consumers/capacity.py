"""No more sockets than one process carries, of strangers too, who are looked at only once one is open."""

from django.conf import settings

from chat.errors import ChatError, NoRoomHere
from texter import metrics

RESPONSE = "websocket.http.response"


class Capacity:
    """In front of all addresses of sockets."""

    def __init__(self, application):
        self.application = application
        self.taken = 0

    async def __call__(self, scope, receive, send):
        if self.taken >= settings.SOCKETS_A_PROCESS:
            metrics.REFUSED_SOCKETS.inc()
            return await _refuse(NoRoomHere(), scope, receive, send)
        self.taken += 1
        try:
            return await self.application(scope, receive, send)
        finally:
            self.taken -= 1


async def _refuse(error: ChatError, scope, receive, send):
    """In words to whoever reads them, as a proxy and a program do; a page comes back later by itself."""
    await receive()
    if RESPONSE not in scope.get("extensions", {}):
        return await send({"type": "websocket.close"})
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    headers += [(name.lower().encode(), value.encode()) for name, value in error.headers.items()]
    await send({"type": f"{RESPONSE}.start", "status": error.status, "headers": headers})
    return await send({"type": f"{RESPONSE}.body", "body": str(error.words).encode()})
