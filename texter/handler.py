"""The request handler: one request, one thread, one hop.

Django's own ASGI handler starts a thread for every request and, with synchronous middleware and
views, crosses between it and the event loop several times. All of ours is synchronous, so a request
is answered in one piece on a small pool of threads that live as long as the process; that also lets
a thread keep its SQLite connection open, and sends Django's signals on the thread they are about.
"""

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import IO

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import InterfaceError, OperationalError
from django.http import FileResponse, HttpRequest, HttpResponse, parse_cookie
from django.urls import set_script_prefix

from accounts import sessions
from accounts.models import User
from accounts.tokens import user_for_credential
from chat.errors import ChatError, DatabaseAway
from texter.bodies import BodyRefused, read_body
from texter.inflight import place_for
from texter.seen import Seen

TOKEN_SCHEMES = {"bearer", "token"}
_threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="web")


def _refused(refusal: ChatError) -> HttpResponse:
    """Whoever sends on is not listened to: the connection ends."""
    headers = {**refusal.headers, "Connection": "close"}
    return HttpResponse(
        refusal.words, status=refusal.status, content_type="text/plain", headers=headers
    )


def _user_for(credential: str, session_key: str | None) -> User | None:
    """Of a program by its token, of a browser by its session."""
    scheme, _, token = credential.partition(" ")
    if scheme.lower() in TOKEN_SCHEMES:
        return user_for_credential(token.strip())
    return sessions.user_for(session_key)


class PooledHandler(ASGIHandler):
    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope, receive, send) -> None:
        seen = Seen(scope)
        with ExitStack() as stack:
            refusal = None
            try:
                body = await self._read_body(scope, receive, stack)
            except RequestAborted:
                return
            except (OperationalError, InterfaceError):  # whose body it is cannot be told
                await self.send_response(seen.answered(_refused(DatabaseAway())), send)
                return
            except BodyRefused as error:
                if error.head is None:
                    await self.send_response(seen.answered(_refused(error.refusal)), send)
                    return
                body, refusal = error.head, error.refusal
            await self._answer(seen, scope, send, stack.enter_context(body), refusal)

    async def _answer(self, seen: Seen, scope, send, body: IO, refusal: ChatError | None) -> None:
        """`refusal`: only the head of the body is there, for who keeps what was typed."""
        set_script_prefix(get_script_prefix(scope))
        request, response = self.create_request(scope, body)
        if request is not None:
            request.refusal = refusal
            response = await self._in_pool(self._respond, request)
        await self.send_response(seen.answered(response, request), send)
        if response.streaming:
            await sync_to_async(response.close)()

    async def _read_body(self, scope, receive, stack: ExitStack) -> IO:
        """Whoever sends more than a form has one of their places until they are answered."""
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"")
        cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin1"))

        credential = headers.get(b"authorization", b"").decode("latin1")

        async def may_upload() -> bool:
            key = cookies.get(settings.SESSION_COOKIE_NAME)
            user = await self._in_pool(_user_for, credential, key)
            if user is not None:
                stack.enter_context(place_for(user.pk))
            return user is not None

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
