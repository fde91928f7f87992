"""Finding people of the site by name or username; never by what only they and the site know."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import User
from texter.words import clean_line

PAGE = 50
QUERY_LENGTH = 60
Place = tuple[
    str, int
]  # what a person is sorted by: their name as the database lowers it, their id


class Page(NamedTuple):
    """People by name. `after`: the id that the next page comes after, if there is one."""

    people: list[User]
    after: int | None


def clean_query(text: str) -> str:
    """What a search field asks for; an @ before a name is how people write it elsewhere."""
    return clean_line(text)[:QUERY_LENGTH].removeprefix("@")


def named(words: str, whose: str = "") -> Q:
    """People whose name or username holds the words; `whose`: the way to the person, "user__"."""
    by_name = Q((f"{whose}name__icontains", words))
    return by_name | Q((f"{whose}username__icontains", words))


def page_of(query: str, after: int | None = None) -> Page:
    """Everybody whose name or username contains the query, from the person `after` on."""
    people = people_from(query, _place_of(after), PAGE + 1)
    return Page(people[:PAGE], people[PAGE - 1].pk if len(people) > PAGE else None)


def people_from(
    query: str, after: Place | None, limit: int, without: Collection[int] = ()
) -> list[User]:
    """The first so many of them, behind a place in their order; `without` those of these ids."""
    found = _matching(query).annotate(sort=Lower("name")).order_by("sort", "pk")
    if after is not None:
        name, pk = after
        found = found.filter(Q(sort__gt=name) | Q(sort=name, pk__gt=pk))
    return list(found.exclude(pk__in=without)[:limit])


def _place_of(after: int | None) -> Place | None:
    """The database lowers names in its own way."""
    found = User.objects.filter(pk=after).annotate(sort=Lower("name"))
    return found.values_list("sort", "pk").first()


def _matching(query: str) -> QuerySet[User]:
    people = User.objects.filter(is_active=True)
    if query:
        people = people.filter(named(query))
    return people
