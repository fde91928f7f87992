"""One moment of the database, in which everything is read while others write on."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    frozen = _of_sqlite if connection.vendor == "sqlite" else _of_postgresql
    with frozen():
        yield


@contextmanager
def _of_sqlite() -> Iterator[None]:
    """A reader of the write-ahead log. `atomic` would take the one place that there is for writers."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def _of_postgresql() -> Iterator[None]:
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
