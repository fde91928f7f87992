"""The request handler: one request, one thread, one hop.

Django's own ASGI handler starts a thread for every request and, with synchronous middleware and
views, crosses between it and the event loop several times. All of ours is synchronous, so a request
is answered in one piece on a small pool of threads that live as long as the process; that also lets
a thread keep its SQLite connection open, and sends Django's signals on the thread they are about.
"""

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from typing import IO

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import FileResponse, HttpRequest, HttpResponse, parse_cookie
from django.urls import set_script_prefix
from django.utils.translation import gettext_lazy as _

from accounts import sessions
from texter.bodies import BodyRefused, read_body

TOO_SLOW = _("That took too long.")
TOO_LONG = _("That is too much at once. Up to %(limit)s MB can be sent together.")

_threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="web")


def _refused(refusal: BodyRefused) -> HttpResponse:
    """Whoever sends on is not listened to: the connection ends."""
    words = TOO_LONG % {"limit": refusal.limit // 2**20} if refusal.limit else TOO_SLOW
    return HttpResponse(
        words, status=refusal.status, content_type="text/plain", headers={"Connection": "close"}
    )


class PooledHandler(ASGIHandler):
    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope, receive, send) -> None:
        try:
            body = await self._read_body(scope, receive)
        except RequestAborted:
            return
        except BodyRefused as refusal:
            await self.send_response(_refused(refusal), send)
            return
        with body:
            set_script_prefix(get_script_prefix(scope))
            request, response = self.create_request(scope, body)
            if request is not None:
                response = await self._in_pool(self._respond, request)
            await self.send_response(response, send)
            if response.streaming:
                await sync_to_async(response.close)()

    async def _read_body(self, scope, receive) -> IO:
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"")
        cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin1"))

        async def may_upload() -> bool:
            key = cookies.get(settings.SESSION_COOKIE_NAME)
            return await self._in_pool(sessions.user_for, key) is not None

        length = int(announced) if announced.isdigit() else 0
        return await read_body(receive, length, may_upload)

    @staticmethod
    async def _in_pool(function, *args):
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(_threads, context.run, function, *args)

    def _respond(self, request: HttpRequest) -> HttpResponse:
        signals.request_started.send(sender=self.__class__, scope=request.scope)
        response = self.get_response(request)
        response._handler_class = self.__class__
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if not response.streaming:
            response.close()  # sends request_finished, which gives the connection back
        return response
