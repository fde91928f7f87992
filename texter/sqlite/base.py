"""Django's SQLite backend, in which one thread of the process writes at a time.

SQLite lets one writer in anyway and makes the others poll with growing pauses. A lock hands the
turn on at once; SQLite's own busy timeout stays for other processes.
"""

from datetime import datetime
from threading import Lock

from django.db.backends.sqlite3 import base

PATIENCE = 20  # seconds; after that SQLite decides

_turn = Lock()


class DatabaseOperations(base.DatabaseOperations):
    def convert_datetimefield_value(self, value, expression, connection):
        """The connection has read it already: only its zone is missing."""
        if type(value) is datetime and value.tzinfo is None:
            return value.replace(tzinfo=connection.timezone)
        return super().convert_datetimefield_value(value, expression, connection)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    _has_turn = False

    def _start_transaction_under_autocommit(self):
        self._has_turn = _turn.acquire(timeout=PATIENCE)
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._pass_on()
            raise

    def _commit(self):
        try:
            return super()._commit()
        finally:
            self._pass_on()

    def _rollback(self):
        try:
            return super()._rollback()
        finally:
            self._pass_on()

    def _close(self):
        try:
            return super()._close()
        finally:
            self._pass_on()

    def _pass_on(self):
        if self._has_turn:
            self._has_turn = False
            _turn.release()
