"""Django's SQLite backend, in which one thread of the process writes at a time.

SQLite lets one writer in anyway and makes the others poll with growing pauses. A lock hands the
turn on at once; SQLite's own busy timeout stays for other processes.
"""

from threading import Lock

from django.db.backends.sqlite3 import base

PATIENCE = 20  # seconds; after that SQLite decides

_turn = Lock()


class DatabaseWrapper(base.DatabaseWrapper):
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
