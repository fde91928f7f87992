"""The pages of the site itself."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.defaults import server_error

from texter.middleware import Refusals

STALE_FORM = _("This page is out of date. Go back, reload it and try again.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(STALE_FORM, status=403, content_type="text/plain")
    facts = {"words": STALE_FORM, "code": "csrf", "status": 403}
    return render(request, "refused.html", facts, status=403)


def failure(request: HttpRequest) -> HttpResponse:
    """What nobody caught. A database that goes away while no view is at work is told like any other."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        return Refusals(server_error).process_exception(request, error) or server_error(request)
    return server_error(request)
