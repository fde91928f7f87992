import django.db.models.deletion
from django.db import migrations, models

import chat.models.search_entry

# An index of its own beside the table, which keeps what it indexed: FTS5 takes a row out by its words.
SQLITE = [
    """
    CREATE VIRTUAL TABLE chat_searchindex USING fts5(
        terms, content='chat_searchentry', content_rowid='message_id', tokenize='ascii',
        columnsize=0, prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER chat_searchentry_added AFTER INSERT ON chat_searchentry BEGIN
        INSERT INTO chat_searchindex(rowid, terms) VALUES (new.message_id, new.terms);
    END
    """,
    """
    CREATE TRIGGER chat_searchentry_gone AFTER DELETE ON chat_searchentry BEGIN
        INSERT INTO chat_searchindex(chat_searchindex, rowid, terms)
        VALUES ('delete', old.message_id, old.terms);
    END
    """,
    """
    CREATE TRIGGER chat_searchentry_changed AFTER UPDATE ON chat_searchentry BEGIN
        INSERT INTO chat_searchindex(chat_searchindex, rowid, terms)
        VALUES ('delete', old.message_id, old.terms);
        INSERT INTO chat_searchindex(rowid, terms) VALUES (new.message_id, new.terms);
    END
    """,
]
# Without a list of what is not sorted in yet: every search would have to read through it.
POSTGRESQL = [
    """
    CREATE INDEX chat_searchentry_terms ON chat_searchentry USING gin (terms)
    WITH (fastupdate = off)
    """
]
WITHOUT = {"sqlite": ["DROP TABLE chat_searchindex"], "postgresql": []}


def make_index(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in WITHOUT[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("chat", "0003_what_messages_carry")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="chat.message",
                    ),
                ),
                ("terms", chat.models.search_entry.TermsField()),
            ],
        ),
        migrations.RunPython(make_index, drop_index),
    ]
