"""The numbers that a database gives to new rows: one that was given out is never given again."""

from django.db import connection, models

LAST = {
    "sqlite": "SELECT seq FROM sqlite_sequence WHERE name = %s",
    "postgresql": "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)",
}


def last_id(model: type[models.Model]) -> int | None:
    """The highest that was given out; None where there was none, or others give them."""
    if not isinstance(model._meta.pk, models.AutoField):
        return None
    with connection.cursor() as cursor:
        cursor.execute(LAST[connection.vendor], _place(model))
        row = cursor.fetchone()
    return (row[0] if row else None) or None


def go_on_after(last: int | None, model: type[models.Model]) -> None:
    if last is None or not isinstance(model._meta.pk, models.AutoField):
        return
    highest = model._base_manager.aggregate(highest=models.Max("pk"))["highest"]
    if given := max(last, highest or 0):
        with connection.cursor() as cursor:
            _set[connection.vendor](cursor, given, _place(model))


def _place(model: type[models.Model]) -> list[str]:
    table, column = model._meta.db_table, model._meta.pk.column
    if connection.vendor == "sqlite":
        return [table]
    return [connection.ops.quote_name(table), column]


def _set_sqlite(cursor, given: int, place: list[str]) -> None:
    """SQLite notes a table as its first row comes; a table may have lost all it had."""
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", place)
    cursor.execute("INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)", [given, *place])


def _set_postgresql(cursor, given: int, place: list[str]) -> None:
    cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [*place, given])


_set = {"sqlite": _set_sqlite, "postgresql": _set_postgresql}
