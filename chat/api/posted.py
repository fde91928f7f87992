"""What is posted to a webhook: plain text, JSON of ours, or what Slack takes, in JSON or in a form."""

import json
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.errors import HttpError
from pydantic import ValidationError

from chat import slack
from chat.api.schemas import Sent
from chat.errors import InvalidRequest

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
PLAIN = "text/plain"
UNTOLD = _("Send text, an object with a “body”, or one as Slack takes it.")


class Posted(NamedTuple):
    body: str
    client_id: UUID | None = None


class Said(Sent):
    """Our own JSON. A repeated `client_id` says nothing twice."""

    body: str
    client_id: UUID | None = None


class Unreadable(InvalidRequest):
    status = 422
    words = UNTOLD


def posted_in(request: HttpRequest) -> Posted:
    """Raises Unreadable, and HttpError for what is neither UTF-8 nor JSON."""
    if request.content_type in FORMS and (payload := request.POST.get("payload")):
        return _told(_parsed(payload))
    text = _decoded(request)
    is_json = request.content_type == "application/json" or request.content_type.endswith("+json")
    return _told(_parsed(text)) if is_json else Posted(text)


def _decoded(request: HttpRequest) -> str:
    """A form without a payload is taken as it is: `curl -d` says so of every text."""
    if request.content_type == "multipart/form-data":
        raise Unreadable
    try:
        return request.body.decode()
    except UnicodeDecodeError:
        raise HttpError(400, "") from None


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise HttpError(400, "") from None


def _told(payload: object) -> Posted:
    if not isinstance(payload, dict):
        raise Unreadable
    if "body" not in payload:
        return Posted(_sound(slack.to_markdown(payload)))
    try:
        said = Said.model_validate(payload)
    except ValidationError:
        raise Unreadable from None
    return Posted(_sound(said.body), said.client_id)


def _sound(text: str) -> str:
    """JSON can hold halves of letters, which nothing can keep."""
    return text.encode(errors="replace").decode()
