"""Answers that are put together of ready texts: nothing is taken apart and written again."""

import json
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from chat.models import Message
from chat.payloads import messages as payloads

JSON = "application/json"


def one(message: Message, status: int = 200) -> HttpResponse:
    return HttpResponse(payloads.text(message), status=status, content_type=JSON)


def listed(batch: Sequence[Message], **beside) -> HttpResponse:
    """A page of messages, and what stands beside them."""
    return items(payloads.texts(batch), **beside)


def items(texts: Sequence[str], **beside) -> HttpResponse:
    """`texts`: each that of a JSON object."""
    rest = "".join(f",{json.dumps(name)}:{json.dumps(value)}" for name, value in beside.items())
    return HttpResponse(f'{{"items":[{",".join(texts)}]{rest}}}', content_type=JSON)


def onward(request: HttpRequest, name: str, place: int | None, *instead_of: str) -> str | None:
    """The path of the next page of what was asked for; None at the end."""
    if place is None:
        return None
    query = request.GET.copy()
    for each in instead_of:
        query.pop(each, None)
    query[name] = str(place)
    return f"{request.path}?{query.urlencode()}"
