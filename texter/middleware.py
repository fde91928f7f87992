"""What every answer carries, and what a refused request is told."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from chat.errors import ChatError

Responder = Callable[[HttpRequest], HttpResponse]


class PrivatePages:
    """A strict content policy on every page, and none of them kept by a browser or proxy."""

    def __init__(self, get_response: Responder):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        if "Cache-Control" not in response.headers:
            patch_cache_control(response, no_store=True, private=True)
        return response


class Refusals:
    """Answer a domain error in words: a short text to htmx, a page to everybody else."""

    def __init__(self, get_response: Responder):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, ChatError):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(error.words, status=error.status, content_type="text/plain")
        facts = {"words": error.words, "code": error.code, "status": error.status}
        return render(request, "refused.html", facts, status=error.status)
