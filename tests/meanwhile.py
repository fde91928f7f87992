"""Two deeds, one in the middle of the other, at the very place where they may wait for each other."""

from collections.abc import Callable
from threading import Event

from django.db import connection

from tests.cast import together

PATIENCE = 30  # seconds
LOOK_EVERY = 0.02
WAITING = """SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE NOT granted AND datname = current_database()"""


def meanwhile(deed: Callable, *, before: str, rival: Callable) -> list:
    """Do the deed up to its first statement with `before` in it; begin the rival, and go on with the
    deed once that is done or waits for a lock. On SQLite who writes waits from the very beginning."""
    reached, is_done = Event(), Event()

    def look(execute, sql, params, many, context):
        if before in sql and not reached.is_set():
            reached.set()
            _until_it_waits(is_done)
        return execute(sql, params, many, context)

    def do():
        try:
            with connection.execute_wrapper(look):
                return deed()
        finally:
            reached.set()

    def interfere():
        assert reached.wait(PATIENCE)
        try:
            return rival()
        finally:
            is_done.set()

    return together(do, interfere)


def _until_it_waits(is_done: Event) -> None:
    if connection.vendor == "sqlite":
        return
    for _ in range(int(PATIENCE / LOOK_EVERY)):
        if is_done.wait(LOOK_EVERY) or _somebody_waits():
            return
    raise TimeoutError


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] > 0
