"""The tables as certain migrations left them, whatever this texter has made of them since."""

from graphlib import TopologicalSorter

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model

from texter.backup.errors import Newer
from texter.backup.manifests import Migration

# Never in an archive, and why.
LEFT_OUT = {
    "chat.deletedtext": "what was deleted is kept for seconds; an archive would keep it for good",
    "chat.searchentry": "each database writes it in its own way: `reindex` makes it from the messages",
}
# Only in an archive with secrets: a session's key is all that is needed to be somebody, and
# without SECRET_KEY it opens nothing.
SESSIONS = {
    "sessions.session": "whoever has it is signed in",
    "usersessions.usersession": "where the sessions are from; nothing without them",
}
# What a site has that nobody has used: from migrations, and from whoever looked at its pages.
BY_ITSELF = {"contenttypes.contenttype", "auth.permission", "accounts.allowance", *SESSIONS}


class Schema:
    """Raises Newer where this texter does not know the migrations."""

    def __init__(self, migrations: list[Migration]):
        loader = MigrationLoader(None)
        if unknown := sorted(set(migrations) - set(loader.disk_migrations)):
            app, name = unknown[0]
            raise Newer(
                f"It was made by a newer texter, with migration {name} of {app}, which this one"
                " does not have. Update this texter first."
            )
        self.migrations = set(migrations)
        self.targets = [each for each in sorted(self.migrations) if self._is_last(loader, each)]
        self._apps = loader.project_state(self.targets).apps

    def _is_last(self, loader: MigrationLoader, migration: Migration) -> bool:
        children = {node.key for node in loader.graph.node_map[migration].children}
        return not any(app == migration[0] for app, _ in children & self.migrations)

    @property
    def models(self) -> list[type[Model]]:
        """Each after those that it points to."""
        found = {model._meta.label_lower: model for model in self._tables()}
        below = {
            label: sorted(_pointed_to(model) & found.keys())
            for label, model in sorted(found.items())
        }
        return [found[label] for label in TopologicalSorter(below).static_order()]

    def _tables(self) -> list[type[Model]]:
        all_models = self._apps.get_models(include_auto_created=True)
        return [each for each in all_models if each._meta.managed and not each._meta.proxy]


def migrations_here() -> list[Migration]:
    """Those that made this database; none where it is blank."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def fields_of(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _pointed_to(model: type[Model]) -> set[str]:
    pointed = {field.related_model for field in fields_of(model) if field.is_relation}
    return {other._meta.label_lower for other in pointed if other and other is not model}
