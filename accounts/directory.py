"""Finding people of the site by name or username; never by what only they and the site know."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import User
from texter.words import clean_line

PAGE = 50
QUERY_LENGTH = 60


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
    people = people_from(query, after, PAGE + 1)
    return Page(people[:PAGE], people[PAGE - 1].pk if len(people) > PAGE else None)


def people_from(
    query: str, after: int | None, limit: int, without: Collection[int] = ()
) -> list[User]:
    """The first so many of them; `without` those of these ids."""
    found = _matching(query).annotate(sort=Lower("name")).order_by("sort", "pk")
    if after is not None:
        # The database lowers both, each in its own way.
        last = User.objects.filter(pk=after).annotate(sort=Lower("name")).values("sort")[:1]
        found = found.filter(Q(sort__gt=last) | Q(sort=last, pk__gt=after))
    return list(found.exclude(pk__in=without)[:limit])


def _matching(query: str) -> QuerySet[User]:
    people = User.objects.filter(is_active=True)
    if query:
        people = people.filter(named(query))
    return people
