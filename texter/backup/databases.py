"""The database that an archive goes into."""

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from texter.backup.errors import BackupError
from texter.backup.schema import BY_ITSELF, Schema, migrations_here

TABLES = """
SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%%' ESCAPE '~'
ORDER BY sql LIKE 'CREATE VIRTUAL%%' DESC
"""


def check_is_empty() -> None:
    """Raises BackupError where the site has anything that it did not make by itself."""
    for model in Schema(migrations_here()).models:
        is_its_own = model._meta.label_lower in BY_ITSELF
        if not is_its_own and model._base_manager.exists():
            raise BackupError(
                f"This site is not empty: it has {model._meta.verbose_name_plural} already."
                " Restore into one that nobody has used."
            )


def migrate_to(schema: Schema) -> None:
    """An empty site is made anew where its tables are younger than the archive."""
    here = set(migrations_here())
    if here == schema.migrations:
        return
    if here:
        _drop[connection.vendor]()
    MigrationExecutor(connection).migrate(schema.targets)


def _drop_sqlite() -> None:
    """The file is texter's own; an index of words takes its own tables along."""
    connection.disable_constraint_checking()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TABLES)
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)}")
    finally:
        connection.enable_constraint_checking()


def _drop_postgresql() -> None:
    """Others may have tables beside ours."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    names = ", ".join(map(connection.ops.quote_name, [*tables, "django_migrations"]))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {names} CASCADE")


_drop = {"sqlite": _drop_sqlite, "postgresql": _drop_postgresql}
