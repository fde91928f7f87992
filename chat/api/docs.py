"""The description of the API, as pages to read and to try out; all of their files are our own."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# Both readers dress what they draw with style attributes. Scripts stay as strict as everywhere.
POLICY = settings.CONTENT_SECURITY_POLICY.replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)


@require_safe
def swagger(request: HttpRequest) -> HttpResponse:
    return _page(request, "api/swagger.html")


@require_safe
def redoc(request: HttpRequest) -> HttpResponse:
    return _page(request, "api/redoc.html")


def _page(request: HttpRequest, template: str) -> HttpResponse:
    page = render(request, template)
    page.headers["Content-Security-Policy"] = POLICY
    return page
