"""HTTP to Django, WebSockets to the consumer."""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.plain_channels.settings")
http = get_asgi_application()

from benchmarks.plain_channels.consumers import Room  # noqa: E402  (needs the apps loaded)

sockets = URLRouter([path("ws/", Room.as_asgi())])
application = ProtocolTypeRouter(
    {"http": http, "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(sockets))}
)
