"""The JSON that programs send, before anything works with it."""

import json

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class BadBody(Exception):
    status = 400
    code = "invalid_json"
    words = _("The body has to be a JSON object.")


class LongBody(BadBody):
    status = 413
    code = "too_long"
    words = _("The body may have 64 KiB at most.")


def fields_of(request: HttpRequest) -> dict:
    """What the body says; nothing where there is none. Raises BadBody."""
    body = _bytes_of(request)
    try:
        fields = json.loads(body or b"{}")
        json.dumps(fields, ensure_ascii=False).encode()  # half a surrogate pair cannot be stored
    except (ValueError, RecursionError):
        raise BadBody from None
    if not isinstance(fields, dict):
        raise BadBody
    return fields


def _bytes_of(request: HttpRequest) -> bytes:
    try:
        body = request.body
    except RequestDataTooBig:
        raise LongBody from None
    if len(body) > settings.SIGN_IN_BODY_BYTES:
        raise LongBody
    return body
