"""What is noted of an answered request: a line in the log, and the numbers of /metrics.

The route stands for the address, which may be a key.
"""

import logging
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from texter import metrics, request_ids

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# Where a message is sent: what its writer waits for.
SENDING = {"rooms/<int:room_id>/messages/", "api/v1/rooms/<int:room_id>/messages"}
STATIC, NO_ROUTE = "static", "none"
TOO_OFTEN = 429

logger = logging.getLogger(__name__)


class Seen:
    """A request from its arrival on."""

    def __init__(self, scope: dict) -> None:
        self.began = perf_counter()
        self.id = request_ids.name_request(scope)
        self.method = scope["method"] if scope["method"] in METHODS else "other"
        self.is_static = scope["path"].startswith(settings.STATIC_URL)

    def answered(self, response: HttpResponse, request: HttpRequest | None = None) -> HttpResponse:
        """`request` is None where nobody looked further than at its head or body."""
        seconds = perf_counter() - self.began
        response.headers[request_ids.HEADER] = self.id
        route, status = self._route(request), response.status_code
        metrics.REQUESTS.labels(route, status).inc()
        if status == TOO_OFTEN:
            metrics.TOO_OFTEN.inc()
        if route in SENDING and self.method == "POST" and status < 400:
            metrics.ACK.observe(seconds)
        facts = {"method": self.method, "route": route, "status": status}
        facts |= {"ms": round(seconds * 1000, 1), "user": user_id(request)}
        logger.info("%s %s %s", self.method, route, status, extra=facts)
        return response

    def _route(self, request: HttpRequest | None) -> str:
        match = getattr(request, "resolver_match", None)
        if match is not None:
            return match.route or "/"
        return STATIC if self.is_static else NO_ROUTE


def user_id(request: HttpRequest | None) -> int | None:
    """Whose it was, if anybody asked that; nobody is looked up for a log."""
    user = getattr(request, "user", None)
    return getattr(getattr(user, "_wrapped", user), "pk", None)
