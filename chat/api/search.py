"""Look for messages."""

import json
from datetime import date
from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from chat import access
from chat.api import ready
from chat.api.schemas import Items
from chat.api.schemas.messages import Found, Limit, Number
from chat.payloads.messages import texts
from chat.search.results import search_for
from chat.sidebar import rows_for
from texter.words import clean_line

router = Router(tags=["messages"])
Day = Annotated[date, Field(ge=date(1970, 1, 1), lt=date(3000, 1, 1))]


class Wanted(Schema):
    """Days are those of UTC, and neither is meant itself; `from`: a username."""

    q: str = ""
    room: Number | None = None
    author: str = Field("", alias="from")
    before: Day | None = None
    after: Day | None = None
    has: Literal["link", "file", "image"] | None = None
    cursor: Number | None = None
    limit: Limit = 20

    @property
    def typed(self) -> str:
        """As it is typed on the page; last what may go on."""
        facts = {"before": self.before, "after": self.after, "has": self.has}
        name = clean_line(self.author).replace('"', "")
        said = [f"{fact}:{value}" for fact, value in facts.items() if value]
        said += [f'from:"{name}"'] if name else []
        return " ".join([*said, clean_line(self.q)[: settings.SEARCH_LENGTH]])


@router.get(
    "/search",
    response={200: Items[Found]},
    summary="Messages that one may read, by their words",
)
def search(request: HttpRequest, wanted: Query[Wanted]) -> HttpResponse:
    """`q` takes phrases in quotes, and what the page takes, such as `in:launch`. A page may be empty
    and have a `next`: it takes long to look further."""
    if wanted.room is not None:
        access.membership_for(request.user, wanted.room)
    results = search_for(
        request.user,
        wanted.typed,
        rows_for(request.user.pk),
        room_id=wanted.room,
        before=wanted.cursor,
        limit=wanted.limit,
    )
    messages = texts([found.message for found in results.found])
    pieces = [json.dumps(str(found.snippet), ensure_ascii=False) for found in results.found]
    items = [
        f'{{"message":{message},"snippet":{piece}}}'
        for message, piece in zip(messages, pieces, strict=True)
    ]
    return ready.items(items, next=ready.onward(request, "cursor", results.before))
