"""The people of the site."""

from functools import partial

from django.core.exceptions import ValidationError as FieldError
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from accounts import phones
from accounts.directory import people_from
from accounts.finding import find_by_number
from accounts.models import User
from chat import access, seen
from chat.api.edges import Edge, Name, Number, SortedPage
from chat.api.forms import fault
from chat.api.lists import one_page
from chat.api.schemas import Items, Person
from chat.api.schemas.people import PhoneLook
from chat.errors import PersonNotFound

router = Router(tags=["people"])


EDGE = Edge(tuple[Name, Number])


class PeoplePage(SortedPage):
    exclude: str = Field(
        "", pattern=r"^(\d{1,18}(,\d{1,18}){0,99})?$", description="Ids, separated by commas."
    )

    @property
    def excluded(self) -> list[int]:
        return [int(word) for word in self.exclude.split(",") if word]


@router.get("/users", response={200: Items[Person]}, summary="People, by name")
def find_people(request: HttpRequest, page: Query[PeoplePage]):
    found = people_from(page.words, EDGE.place(page.after), page.more, page.excluded)
    return one_page(request, page, found, partial(seen.seen_by, request.user), _end)


@router.get("/users/{int:user_id}", response={200: Person}, summary="Somebody")
def user(request: HttpRequest, user_id: int):
    return seen.seen_by(request.user, [access.person_for(request.user, user_id)])[0]


@router.post(
    "/users/find",
    response={200: Person},
    summary="Whoever has this phone number, and lets themself be found by it",
)
def find_by_phone(request: HttpRequest, look: PhoneLook):
    try:
        number = phones.number_from(look.phone, "ZZ")
    except FieldError as error:
        raise fault("phone", error.code, error.messages[0]) from None
    found = find_by_number(by=request.user, number=number)
    if found is None:
        raise PersonNotFound
    return seen.seen_by(request.user, [found])[0]


def _end(last: User) -> str:
    return EDGE.text((last.sort, last.pk))
