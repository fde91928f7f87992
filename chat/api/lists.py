"""Lists by pages: each leads to the next by what it ends with."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TypeVar

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from accounts.directory import clean_query
from chat.access import BIGGEST_ID

Found = TypeVar("Found")


class Part(Schema):
    """How much of a list is asked for."""

    limit: int = Field(50, ge=1, le=100, description="How many at most.")

    @property
    def more(self) -> int:
        """One beyond the page tells whether there is another."""
        return self.limit + 1


class Page(Part):
    """Of a list by age, which an id leads through, whatever becomes of its row."""

    after: int | None = Field(
        None, ge=0, le=BIGGEST_ID, description="From here on: as `next` of the page before has it."
    )


class Searched(Schema):
    search: str = Field("", max_length=200, description="Words that the name holds.")

    @property
    def words(self) -> str:
        return clean_query(self.search)


def one_page(
    request: HttpRequest,
    page: Part,
    found: Sequence[Found],
    shape: Callable[[Sequence[Found]], list[dict]],
    end_of: Callable[[Found], int | str] = attrgetter("pk"),
) -> dict:
    """`found`: up to `page.more` things."""
    shown = found[: page.limit]
    has_more = len(found) > page.limit
    return {"items": shape(shown), "next": _path(request, end_of(shown[-1])) if has_more else None}


def _path(request: HttpRequest, after: int | str) -> str:
    query = request.GET.copy()
    query["after"] = str(after)
    return f"{request.path}?{query.urlencode()}"
