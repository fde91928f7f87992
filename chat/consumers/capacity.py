"""No more sockets than one process carries, of strangers too, who are looked at only once one is open."""

from django.conf import settings

from chat.consumers.refusal import refuse
from chat.errors import NoRoomHere
from texter import metrics


class Capacity:
    """In front of all addresses of sockets."""

    def __init__(self, application):
        self.application = application
        self.taken = 0

    async def __call__(self, scope, receive, send):
        if self.taken >= settings.SOCKETS_A_PROCESS:
            metrics.REFUSED_SOCKETS.inc()
            await receive()
            return await refuse(NoRoomHere(), scope, send)
        self.taken += 1
        try:
            return await self.application(scope, receive, send)
        finally:
            self.taken -= 1
