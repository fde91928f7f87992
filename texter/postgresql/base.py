"""Django's PostgreSQL backend, which asks no server that is known to be away (texter/absence.py)."""

from django.db.backends.postgresql import base
from psycopg import Connection, OperationalError
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from texter import absence

PATIENCE = 2  # seconds for a server to say that it is there


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
