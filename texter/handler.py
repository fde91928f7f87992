"""The request handler: one request, one thread, one hop.

Django's own ASGI handler starts a thread for every request and, with synchronous middleware and
views, crosses between it and the event loop several times. All of ours is synchronous, so the whole
request runs in one piece on a small pool of threads that live as long as the process; that also
lets a thread keep its SQLite connection open.
"""

from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse

_threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="web")


class PooledHandler(ASGIHandler):
    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope, receive, send) -> None:
        await self.handle(scope, receive, send)

    async def get_response_async(self, request: HttpRequest) -> HttpResponse:
        respond = sync_to_async(self._respond, thread_sensitive=False, executor=_threads)
        return await respond(request)

    def _respond(self, request: HttpRequest) -> HttpResponse:
        # request_started and request_finished arrive on another thread, so the connection is
        # checked, and given back to the pool, here.
        close_old_connections()
        try:
            return self.get_response(request)
        finally:
            close_old_connections()
