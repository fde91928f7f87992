"""Rows, written so that either database can read them."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import FileField, Model

from texter.backup import sequences
from texter.backup.errors import Unsound
from texter.backup.file_lists import FileList
from texter.backup.lines import read_lines, written
from texter.backup.manifests import Table
from texter.backup.objects import Objects
from texter.backup.schema import fields_of

AT_ONCE = 500

ModelType = type[Model]


def keep_rows(model: ModelType, objects: Objects, files: FileList) -> Table:
    """Put all rows of a table into the archive, and on the list what files they name."""
    fields = fields_of(model)
    names = [field.attname for field in fields]
    places = _places_of_files(model)
    with written(objects) as lines:
        for row in model._base_manager.order_by("pk").values_list(*names).iterator(AT_ONCE):
            lines.add(list(row), _plain)
            for name in _named(row, places):
                files.add(name)
    label = model._meta.label_lower
    return Table(label, names, lines.count, sequences.last_id(model), lines.stored)


def check_rows(table: Table, model: ModelType, objects: Objects, files: FileList) -> None:
    """Raises Unsound where they cannot be rows of the model, or name a file that is not listed."""
    places = _places_of_files(model)
    for values in read_rows(table, model, objects):
        for name in _named(values, places):
            if name not in files:
                raise Unsound(f"The archive is not whole: a row of {table.model} lacks its file.")


def load_rows(table: Table, model: ModelType, objects: Objects) -> None:
    """Into an empty table, whose next row gets the number that it would have got."""
    for field in fields_of(model):
        field.auto_now = field.auto_now_add = False  # of models that are nobody else's
    names = [field.attname for field in fields_of(model)]
    rows = read_rows(table, model, objects)
    while some := list(islice(rows, AT_ONCE)):
        model._base_manager.bulk_create(
            model(**dict(zip(names, values, strict=True))) for values in some
        )
    sequences.go_on_after(table.last_id, model)
    connection.check_constraints(table_names=[model._meta.db_table])


def read_rows(table: Table, model: ModelType, objects: Objects) -> Iterator[list]:
    """Values in the order of the model's own fields."""
    fields = {field.attname: field for field in fields_of(model)}
    if set(fields) != set(table.fields) or len(fields) != len(table.fields):
        raise Unsound(f"The archive is damaged: {table.model} has other columns.")
    order = [table.fields.index(name) for name in fields]
    readers = [field.to_python for field in fields.values()]
    for values in read_lines(objects, table.stored, table.rows):
        if len(values) != len(order):
            raise Unsound(f"The archive is damaged: a row of {table.model} has other columns.")
        yield _read(table, readers, [values[place] for place in order])


def _read(table: Table, readers: list[Callable], values: list) -> list:
    try:
        return [read(value) for read, value in zip(readers, values, strict=True)]
    except (ValidationError, ValueError, TypeError, AttributeError, ArithmeticError):
        raise Unsound(f"The archive is damaged: a row of {table.model} cannot be one.") from None


def _plain(value: Any) -> str:
    """What JSON does not know: times, identifiers, pictures."""
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else str(value)


def _places_of_files(model: ModelType) -> list[int]:
    fields = enumerate(fields_of(model))
    return [place for place, field in fields if isinstance(field, FileField)]


def _named(values, places: list[int]) -> Iterator[str]:
    return (str(values[place]) for place in places if values[place])
