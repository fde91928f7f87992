"""Django's PostgreSQL backend, which asks no server that is known to be away (texter/absence.py), and
lets it plan a query once that is asked by every request (texter/prepared.py)."""

from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg import Connection, OperationalError
from psycopg.conninfo import make_conninfo
from psycopg.errors import FeatureNotSupported
from psycopg.pq import PGconn, Ping
from psycopg.types.numeric import Int8

from texter import absence

PATIENCE = 2  # seconds for a server to say that it is there


class PreparedCursor(base.ServerBindingCursor):
    def execute(self, query, params=None):
        # A small number is a smallint to psycopg, and a mixture of kinds another statement.
        params = params and [Int8(each) if type(each) is int else each for each in params]
        try:
            return super().execute(query, params)
        except FeatureNotSupported:  # a newer version's migration changed a column
            self.connection.execute("DEALLOCATE ALL")
            return super().execute(query, params)


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, settings_dict, *args, **kwargs):
        super().__init__(settings_dict, *args, **kwargs)
        if pool := settings_dict["OPTIONS"].get("pool"):
            pool["connection_class"] = self._connection_class()

    def get_new_connection(self, conn_params):
        absence.check()
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            self._suspect()
            raise

    def prepared_cursor(self) -> CursorWrapper:
        """For a query that will be asked again: a connection plans it once. Outside of transactions,
        where it can be asked once more if the plan is no longer right."""
        if self.in_atomic_block or not settings.DATABASE_PREPARED:
            return self.cursor()
        self.ensure_connection()
        connection = self.connection
        connection.prepare_threshold = 0  # Django's own cursors never prepare
        factory, connection.cursor_factory = connection.cursor_factory, PreparedCursor
        try:
            return self.cursor()
        finally:
            connection.cursor_factory = factory

    def _connection_class(self) -> type[Connection]:
        """The pool connects on threads of its own, and tells nobody that it could not."""
        suspect = self._suspect

        class PooledConnection(Connection):
            @classmethod
            def connect(cls, *args, **kwargs):
                try:
                    return super().connect(*args, **kwargs)
                except OperationalError:
                    suspect()
                    raise

        return PooledConnection

    def _suspect(self) -> None:
        pool = self.pool
        absence.suspect(self._answers, pool.check if pool else lambda: None)

    def _answers(self) -> bool:
        """Not whether it takes another connection: one that has given out all of them is there."""
        words = {
            name: value
            for name, value in self.get_connection_params().items()
            if isinstance(value, str | int) and name != "prepare_threshold"
        }
        place = make_conninfo(**words | {"connect_timeout": PATIENCE})
        return PGconn.ping(place.encode()) == Ping.OK
