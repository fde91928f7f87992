"""The texts that the console sender did not send; for developers."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.sms.console import inbox


def texts(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG or settings.SMS != "console":
        raise Http404
    return render(request, "account/texts.html", {"texts": inbox()})
