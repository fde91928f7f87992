"""Words and a code for what allauth refuses with a bare number."""

import json
from http import HTTPStatus

from allauth.headless.internal.restkit.response import ErrorResponse
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.policy import refusal

BARE = {
    HTTPStatus.BAD_REQUEST: ("refused", _("That cannot be done with what was sent.")),
    HTTPStatus.FORBIDDEN: ("not_allowed", _("You may not do that.")),
    HTTPStatus.CONFLICT: ("conflict", _("That does not fit what is under way. Start again.")),
    HTTPStatus.TOO_MANY_REQUESTS: ("too_many", _("That was a lot at once. Wait, then try again.")),
}


def in_words(response: HttpResponse) -> HttpResponse:
    """The same answer; where it says nothing but its status, with an error in allauth's shape."""
    if response.status_code not in BARE:
        return response
    facts = _facts_of(response)
    if not facts.get("errors"):
        code, words = BARE[HTTPStatus(response.status_code)]
        error = {"message": str(words), "code": code}
        response.content = json.dumps(facts | {"status": response.status_code, "errors": [error]})
        response.headers["Content-Type"] = "application/json"
    return response


def signup_closed(request: HttpRequest) -> HttpResponse:
    """accounts.views.closed.signup_closed for programs."""
    closed = ValidationError(refusal().words, code="signup_closed")
    return ErrorResponse(request, exception=closed, status=HTTPStatus.FORBIDDEN)


def _facts_of(response: HttpResponse) -> dict:
    try:
        facts = json.loads(response.content)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}
