"""What machines ask a process: whether it lives, whether it is ready, what it counted.

Answered before Django, on the event loop: also where all threads wait for a database that is away.
"""

import json
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from texter import metrics, readiness

JSON = "application/json"


class Answer(NamedTuple):
    status: int
    body: bytes
    content_type: str = "text/plain; charset=utf-8"
    more: tuple[tuple[bytes, bytes], ...] = ()


class Health:
    """In front of the site."""

    def __init__(self, site: Callable[..., Awaitable[None]]):
        self.site = site

    async def __call__(self, scope, receive, send) -> None:
        door = DOORS.get(scope["path"])
        if door is None or (door is tell_metrics and not may_count(scope)):
            return await self.site(scope, receive, send)
        is_reading = scope["method"] in {"GET", "HEAD"}
        answer = await door(scope) if is_reading else Answer(405, b"", more=((b"allow", b"GET"),))
        return await _send(send, answer, with_body=scope["method"] != "HEAD")


async def tell_life(scope) -> Answer:
    """It answers, so it lives; nothing is looked at."""
    return Answer(200, b'{"alive": true}', JSON)


async def tell_readiness(scope) -> Answer:
    """`?strict` also misses what people can do without; `?process` only tells whether this one ends."""
    words = await readiness.parts()
    spared = {b"strict": set(), b"process": words.keys() - {"process"}}.get(
        scope["query_string"], readiness.SPARABLE
    )
    is_ready = not readiness.missing(words) - spared
    body = json.dumps({"ready": is_ready, **words}).encode()
    return Answer(200 if is_ready else 503, body, JSON)


async def tell_metrics(scope) -> Answer:
    return Answer(200, generate_latest(metrics.REGISTRY), CONTENT_TYPE_LATEST)


def may_count(scope) -> bool:
    """To everybody else there is no such page."""
    given = dict(scope["headers"]).get(b"authorization", b"").decode("latin1")
    scheme, _, token = given.partition(" ")
    is_right = constant_time_compare(token.strip(), settings.METRICS_TOKEN)
    return bool(settings.METRICS_TOKEN) and scheme.lower() == "bearer" and is_right


async def _send(send, answer: Answer, *, with_body: bool) -> None:
    headers = [
        (b"content-type", answer.content_type.encode()),
        (b"content-length", str(len(answer.body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        *answer.more,
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body if with_body else b""})


DOORS = {"/healthz": tell_life, "/readyz": tell_readiness, "/metrics": tell_metrics}
