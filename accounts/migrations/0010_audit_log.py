"""What was decided about others, which the database takes no word of back."""

from django.db import migrations, models

TABLE = "accounts_auditentry"
WORDS = "The audit log is only added to."
SQLITE = [
    f"""
    CREATE TRIGGER {TABLE}_stays_as_it_is BEFORE UPDATE ON {TABLE} BEGIN
        SELECT RAISE(ABORT, '{WORDS}');
    END
    """,
    f"""
    CREATE TRIGGER {TABLE}_stays BEFORE DELETE ON {TABLE} BEGIN
        SELECT RAISE(ABORT, '{WORDS}');
    END
    """,
]
POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{WORDS}';
    END
    $$
    """,
    f"""
    CREATE TRIGGER {TABLE}_stays BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()
    """,
]
WITHOUT = {
    "sqlite": [f"DROP TRIGGER {TABLE}_stays_as_it_is", f"DROP TRIGGER {TABLE}_stays"],
    "postgresql": [
        f"DROP TRIGGER {TABLE}_stays ON {TABLE}",
        f"DROP FUNCTION {TABLE}_refuse()",
    ],
}


def guard(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in WITHOUT[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_bots")]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "verb",
                    models.CharField(db_index=True, help_text="One of Verb.", max_length=30),
                ),
                (
                    "actor_id",
                    models.BigIntegerField(
                        null=True,
                        db_index=True,
                        help_text="Null: the command line, or the site by itself.",
                    ),
                ),
                (
                    "person_id",
                    models.BigIntegerField(
                        null=True, db_index=True, help_text="To whom it was done, or whose it was."
                    ),
                ),
                ("room_id", models.BigIntegerField(null=True, db_index=True)),
                (
                    "room_name",
                    models.CharField(blank=True, max_length=60, help_text="As it was called then."),
                ),
                (
                    "thing_id",
                    models.BigIntegerField(
                        null=True, help_text="The message, invite, token, bot or webhook."
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                ("request_id", models.CharField(blank=True, max_length=64)),
            ],
            options={"verbose_name_plural": "audit entries"},
        ),
        migrations.RunPython(guard, unguard),
    ]
