"""What every answer carries, and what a refused request is told."""

import logging
from collections.abc import Callable

from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from accounts.allowances import Spent
from chat.errors import ChatError, TooOften, refusal_of
from texter.absence import Absent

logger = logging.getLogger(__name__)

# A number in the address that no row can have, and another site's sign-in that is not set up.
NOT_HERE = (OverflowError, DataError, SocialApp.DoesNotExist)
CHARSETS = {"utf-8", "utf8", "us-ascii"}
Responder = Callable[[HttpRequest], HttpResponse]
# What texter never asks a browser for, nobody can ask for on its pages.
UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
POLICIES = {
    "Content-Security-Policy": settings.CONTENT_SECURITY_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    # What frame-ancestors says, for browsers that do not read it.
    "X-Frame-Options": "DENY",
}


class OnlyHttps:
    """Whoever came to our proxy by http is led to the site's address. A probe comes to us and not to
    it, and names no way; it is answered."""

    def __init__(self, get_response: Responder):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("HTTP_X_FORWARDED_PROTO") == "http":
            return HttpResponsePermanentRedirect(settings.SITE_URL + request.get_full_path())
        return self.get_response(request)


class PrivatePages:
    """Strict policies on every page, and none of them kept by a browser or proxy."""

    def __init__(self, get_response: Responder):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, policy in POLICIES.items():
            response.headers.setdefault(name, policy)
        if "Cache-Control" not in response.headers:
            patch_cache_control(response, no_store=True, private=True)
        # Always, not only where the session was looked at: that may tell who is known here.
        patch_vary_headers(response, ["Cookie"])
        return response


class Refusals:
    """Answer a domain error in words: a short text to htmx, a page to everybody else."""

    def __init__(self, get_response: Responder):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What browsers send is UTF-8; any other word for it may be one that nothing can read."""
        charset = request.content_params.get("charset", "utf-8")
        if charset.lower() not in CHARSETS:
            return HttpResponse(_("Send UTF-8."), status=400, content_type="text/plain")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, *_) -> HttpResponse | None:
        """Of a body that was refused only the head is there: enough for who keeps what was typed."""
        refusal = getattr(request, "refusal", None)
        if refusal is None or getattr(view, "keeps_what_was_typed", False):
            return None
        return self.process_exception(request, refusal)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NOT_HERE):
            return page_not_found(request, error)
        if isinstance(error, OperationalError | InterfaceError):
            if not isinstance(error, Absent):
                logger.error("The database does not answer: %s", error)
            error = refusal_of(error)
        if isinstance(error, Spent):
            error = TooOften(error.seconds)
        if not isinstance(error, ChatError):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(
                error.words,
                status=error.status,
                content_type="text/plain",
                headers=error.headers,
            )
        facts = {"words": error.words, "code": error.code, "status": error.status}
        # Without the request: who asks may be just what the database cannot tell.
        page = render_to_string("refused.html", facts)
        return HttpResponse(page, status=error.status, headers=error.headers)
