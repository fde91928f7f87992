"""The ASGI application: HTTP to Django, WebSockets to the consumers."""

import asyncio
import os

from texter import memory

memory.hold_still()

import django  # noqa: E402  (held still)
from channels.routing import ProtocolTypeRouter  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "texter.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402  (needs them named)

from chat import layer  # noqa: E402  (needs the apps loaded)
from chat.couriers import Couriers  # noqa: E402
from chat.parting import part  # noqa: E402
from chat.routing import websocket_application  # noqa: E402
from texter import (  # noqa: E402
    checks,
    descriptors,
    draining,
    loop_lag,
    mail,
    reporting,
    starting,
    upkeep,
    urls,  # noqa: F401  (addresses: all doors are loaded)
)
from texter.handler import PooledHandler  # noqa: E402
from texter.health import Health  # noqa: E402
from texter.static import StaticFiles  # noqa: E402
from texter.under_way import Requests  # noqa: E402

checks.tell()
reporting.begin()
starting.prepare()

_pages = Requests(Health(StaticFiles(PooledHandler())), draining.is_draining)
_routes = ProtocolTypeRouter({"http": _pages, "websocket": websocket_application})

memory.settle()
descriptors.settle()


async def application(scope, receive, send):
    draining.watch(part)
    if scope["type"] == "lifespan":
        return await _lifespan(receive, send)
    layer.bind()
    return await _routes(scope, receive, send)


async def _lifespan(receive, send):
    duties = [upkeep.keep_up(), upkeep.follow_site(), loop_lag.watch()]
    tasks = [asyncio.create_task(duty) for duty in duties]
    couriers = Couriers()
    if settings.DELIVER_IN_WEB:
        couriers.start()
    while True:
        event = await receive()
        if event["type"] == "lifespan.shutdown":
            for task in tasks:
                task.cancel()
            # Beside each other: a slow mail server and a slow bot have the same few seconds.
            finishing = (asyncio.to_thread(each.finish) for each in (mail, couriers))
            await asyncio.gather(*finishing)
            await asyncio.to_thread(reporting.finish)
        await send({"type": event["type"] + ".complete"})
        if event["type"] == "lifespan.shutdown":
            return
