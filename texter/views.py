"""The pages of the site itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

STALE_FORM = _("This page is out of date. Go back, reload it and try again.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(STALE_FORM, status=403, content_type="text/plain")
    facts = {"words": STALE_FORM, "code": "csrf", "status": 403}
    return render(request, "refused.html", facts, status=403)
