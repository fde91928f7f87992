"""Addresses of the sockets."""

from channels.routing import URLRouter
from channels.sessions import CookieMiddleware
from django.urls import path, re_path

from chat.consumers.capacity import Capacity
from chat.consumers.origins import OwnOrigin
from chat.consumers.page import PageConsumer
from chat.consumers.program import ProgramConsumer
from chat.consumers.unknown import refuse

programs = ProgramConsumer.as_asgi()

websocket_application = Capacity(
    CookieMiddleware(
        URLRouter(
            [
                path("ws/", OwnOrigin(PageConsumer.as_asgi())),
                # These look at the origin where a cookie is all that they are shown.
                path("ws/api/", programs),
                path("ws/api/rooms/<int:room_id>/", programs),
                re_path("", refuse),
            ]
        )
    )
)
