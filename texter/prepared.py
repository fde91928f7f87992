"""Queries that every request asks: written once, as Django takes longer to write one than a database
to answer it, and planned once by each connection of PostgreSQL.

    of_user = Prepared(lambda user_id: Room.objects.filter(owner=user_id), int)
    of_user(7)  # the same list as Room.objects.filter(owner=7)
    people = Prepared(lambda ids: User.objects.filter(pk__in=ids), list)
    people([7, 8, 9])
"""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, count, islice
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, RelatedPopulator, get_related_populators
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler

Found = TypeVar("Found")
# What stands for a value until it is known, and nowhere else in a query.
PLACES: dict[type, Callable[[int], object]] = {
    int: lambda number: 2_000_000_001 + number,
    list: lambda number: 2_000_000_001 + number,
    str: lambda number: f"\ue001{number}",
}
Value = int | str | list[int]


@dataclass(frozen=True, eq=False)
class Plan:
    """What was written; of a parameter the number of its value, or None and what it always is."""

    compiler: SQLCompiler
    sql: str
    params: list[tuple[int | None, object]]
    iterable: type


class Prepared(Generic[Found]):
    """A queryset of whole objects, or of the tuples of `values_list`, without the values of its
    parameters.

    `write` makes it from one value of each of `kinds`: int or str, which it may only compare with
    columns or windows, or list, of int, one of which a column has to be. It is called once, or once
    for each power of two that a list grows to, and asked with other values after that.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, Found]], *kinds: type) -> None:
        self.write = write
        self.kinds = kinds
        self._plan_of = cache(self._written)

    def __call__(self, *values: Value) -> list[Found]:
        if [] in values:
            return []
        filled = [_filled(value) if isinstance(value, list) else [value] for value in values]
        plan = self._plan_of(*map(len, filled))
        flat = list(chain.from_iterable(filled))
        params = tuple(each if at is None else flat[at] for at, each in plan.params)
        compiler = copy(_of_this_connection(plan))
        compiler.execute_sql = lambda *args, **kwargs: [_rows(plan.sql, params)]
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        return list(plan.iterable(SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query)))

    def first(self, *values: Value) -> Found | None:
        return next(iter(self(*values)), None)

    def _written(self, *sizes: int) -> Plan:
        numbers = count()
        places = [
            [PLACES[kind](number) for number in islice(numbers, size)]
            for kind, size in zip(self.kinds, sizes, strict=True)
        ]
        told = [
            place if kind is list else place[0]
            for kind, place in zip(self.kinds, places, strict=True)
        ]
        found = self.write(*told)
        compiler = found.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        at = {place: number for number, place in enumerate(chain.from_iterable(places))}
        filled = [(at.get(param), param) for param in params]
        if {place for place, _ in filled} - {None} != set(at.values()):
            raise ValueError(f"Not every value stands in the query: {sql}")
        if compiler.has_extra_select:
            raise ValueError(f"It is ordered by what it does not select: {sql}")
        is_of_objects = found._iterable_class is ModelIterable
        return Plan(compiler, sql, filled, Objects if is_of_objects else found._iterable_class)


class Objects(ModelIterable):
    """As Django's own, but what several of them refer to is made once, and the same for all."""

    def __iter__(self) -> Iterator[Model]:
        db = self.queryset.db
        compiler = self.queryset.query.get_compiler(db)
        info = compiler.klass_info
        first, end = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in compiler.select[first:end]]
        related = [_sharing(each) for each in get_related_populators(info, compiler.select, db)]
        annotations = (compiler.annotation_col_map or {}).items()
        make = _maker_of(info["model"])
        for row in compiler.results_iter():
            found = make(db, names, row[first:end])
            for each in related:
                each.populate(row, found)
            for name, at in annotations:
                setattr(found, name, row[at])
            yield found


def _sharing(populator: RelatedPopulator) -> RelatedPopulator:
    make, made = _maker_of(populator.model_cls), {}

    def from_db(db: str, names: list[str], values: list) -> Model:
        pk = values[populator.pk_idx]
        if pk not in made:
            made[pk] = make(db, names, values)
        return made[pk]

    populator.model_cls = SimpleNamespace(from_db=from_db)
    return populator


def _maker_of(model: type[Model]) -> Callable[[str, list[str], list], Model]:
    """`from_db`, or the same without asking each field in turn, where nobody has a word to say."""
    is_own = model.from_db.__func__ is not Model.from_db.__func__
    is_heard = any(signal.has_listeners(model) for signal in (pre_init, post_init))
    if is_own or is_heard or model.__init__ is not Model.__init__:
        return model.from_db
    return partial(_made, model)


def _made(model: type[Model], db: str, names: list[str], values: list) -> Model:
    made = model.__new__(model)
    made._state = state = ModelState()
    state.db, state.adding = db, False
    vars(made).update(zip(names, values, strict=True))
    return made


def _rows(sql: str, params: tuple) -> list[tuple]:
    connection = connections[DEFAULT_DB_ALIAS]
    with getattr(connection, "prepared_cursor", connection.cursor)() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _filled(ids: list[int]) -> list[int]:
    """To a power of two, with what is there already."""
    size = 1 << (len(ids) - 1).bit_length()
    return ids + ids[-1:] * (size - len(ids))


def _of_this_connection(plan: Plan) -> SQLCompiler:
    """How values are read from a connection is its own, and found out once; a thread has one."""
    connection = connections[DEFAULT_DB_ALIAS]
    compilers = vars(connection).setdefault("prepared", {})
    if plan not in compilers:
        compiler = copy(plan.compiler)
        compiler.connection = connection
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        is_composite = compiler.has_composite_fields(columns)
        compiler.get_converters = lambda columns: converters
        compiler.has_composite_fields = lambda columns: is_composite
        compilers[plan] = compiler
    return compilers[plan]
