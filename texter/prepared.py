"""Queries that every request asks: written once, as Django takes longer to write one than a database
to answer it.

    of_user = Prepared(lambda user_id: Room.objects.filter(owner=user_id), int)
    of_user(7)  # the same list as Room.objects.filter(owner=7)
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from itertools import count
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Found = TypeVar("Found")
# What stands for a value until it is known, and nowhere else in a query.
PLACES: dict[type, Callable[[int], object]] = {
    int: lambda number: 2_000_000_001 + number,
    str: lambda number: f"\ue001{number}",
}


class Prepared(Generic[Found]):
    """A queryset of whole objects, or of the tuples of `values_list`, without the values of its
    parameters.

    `write` makes it from one value of each of `kinds`, int or str, which it may only compare with
    columns; it is called once, and asked with other values after that.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, Found]], *kinds: type) -> None:
        self.write = write
        self.places = [PLACES[kind](number) for kind, number in zip(kinds, count(), strict=False)]

    def __call__(self, *values: int | str) -> list[Found]:
        written, sql, params, iterable = self._plan
        statement = sql, tuple(each if at is None else values[at] for at, each in params)
        compiler = copy(written)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *args, **kwargs: statement  # type: ignore[method-assign]
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        asked = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, _known_related_objects={})
        return list(iterable(asked))

    def first(self, *values: int | str) -> Found | None:
        return next(iter(self(*values)), None)

    @cached_property
    def _plan(self) -> tuple[SQLCompiler, str, list[tuple[int | None, object]], type]:
        found = self.write(*self.places)
        compiler = found.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        places = {place: number for number, place in enumerate(self.places)}
        filled = [(places.get(param), param) for param in params]
        if {place for place, _ in filled} - {None} != set(places.values()):
            raise ValueError(f"Not every value stands in the query: {sql}")
        return compiler, sql, filled, found._iterable_class
