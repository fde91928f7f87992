"""Lists that are not by age: what a page was sorted by where it ends stands in its `next`, so that the
row there may change or go before the following page is asked for."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Generic, TypeVar

from django.utils.translation import gettext_lazy as _
from pydantic import Field, TypeAdapter, ValidationError

from chat.access import BIGGEST_ID
from chat.api.forms import fault
from chat.api.lists import Part, Searched
from chat.api.parsing import parsed

Place = TypeVar("Place", bound=tuple)
Number = Annotated[int, Field(ge=0, le=BIGGEST_ID, strict=True)]
Name = Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$", strict=True)]
NOWHERE = _("Take it from the page before, as it is.")


class SortedPage(Part, Searched):
    """What part is asked for of a list that is sorted by more than age."""

    after: str | None = Field(
        None, max_length=2_000, description="From here on: as `next` of the page before has it."
    )


class Edge(Generic[Place]):
    """`shape`: the types of what a list is sorted by."""

    def __init__(self, shape: type[Place]):
        self.shape = TypeAdapter(shape)

    def text(self, place: Place) -> str:
        told = json.dumps(self.shape.dump_python(place, mode="json"), ensure_ascii=False)
        return urlsafe_b64encode(told.encode()).rstrip(b"=").decode()

    def place(self, text: str | None) -> Place | None:
        """Raises what ninja does for a field that makes no sense."""
        if text is None:
            return None
        try:
            told = parsed(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            return self.shape.validate_python(told)
        except (ValueError, RecursionError, ValidationError):
            raise fault("after", "invalid", NOWHERE) from None
