"""Doors of the site's moderators; to everybody else they are not there."""

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from accounts.views.guards import View
from chat.views.requests import signed_in


def for_moderators(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(guarded)
