"""Where rows are: PostgreSQL, or a file of SQLite. Settings like any other."""

from texter import env
from texter.site import DATA_DIR

# Not through a pooler that gives each transaction another connection.
DATABASE_PREPARED = env.flag("DATABASE_PREPARED", True)
_postgres = env.database("DATABASE_URL")
if _postgres:
    # A connection that died with the database's restart is noticed before it is used.
    _postgres["CONN_HEALTH_CHECKS"] = True
    _most = env.number("DATABASE_CONNECTIONS", 16)
    _postgres["OPTIONS"] = {
        # A network that carries nothing any more is noticed within half a minute.
        "connect_timeout": 5,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 25_000,
        **_postgres["OPTIONS"],
        # After 2 seconds without success it forgets that it wanted to connect, and who asks next makes
        # it try at once: pauses that grow would outlast a database's return (promise P26).
        "pool": {"min_size": 1, "max_size": _most, "timeout": 3, "reconnect_timeout": 2},
    }
    DATABASES = {"default": _postgres}
else:
    DATABASES = {
        "default": {
            "ENGINE": "texter.sqlite",
            "NAME": DATA_DIR / "texter.sqlite3",
            # The threads that keep a connection are few and live as long as the process.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what was confirmed survives a power cut (promise P1).
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;"
                    "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
                ),
            },
            "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
        }
    }
