"""The request handler: one request, one thread, one hop.

Django's own ASGI handler starts a thread for every request and, with synchronous middleware and
views, crosses between it and the event loop several times. All of ours is synchronous, so a request
is answered in one piece on a small pool of threads that live as long as the process; that also lets
a thread keep its SQLite connection open, and sends Django's signals on the thread they are about.
"""

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import set_script_prefix

_threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="web")


class PooledHandler(ASGIHandler):
    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope, receive, send) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with body:
            set_script_prefix(get_script_prefix(scope))
            request, response = self.create_request(scope, body)
            if request is not None:
                response = await self._in_pool(self._respond, request)
            await self.send_response(response, send)
            if response.streaming:
                await sync_to_async(response.close)()

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
