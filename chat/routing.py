"""Addresses of the sockets."""

from channels.routing import URLRouter
from channels.sessions import CookieMiddleware
from django.urls import path, re_path

from chat.consumers.origins import OwnOrigin
from chat.consumers.page import PageConsumer
from chat.consumers.unknown import refuse

websocket_application = OwnOrigin(
    CookieMiddleware(URLRouter([path("ws/", PageConsumer.as_asgi()), re_path("", refuse)]))
)
