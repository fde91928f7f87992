"""Reports from before: those of bots and webhooks that are there."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    reports = apps.get_model("chat", "Report").objects.filter(answerable=None)
    bots = apps.get_model("accounts", "Bot").objects.filter(user=OuterRef("person"))
    hooks = apps.get_model("chat", "Webhook").objects.filter(user=OuterRef("person"))
    reports.filter(person__bot__isnull=False).update(answerable=Subquery(bots.values("owner")[:1]))
    reports.filter(person__webhook__isnull=False).update(
        answerable=Subquery(hooks.values("made_by")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_bots"),
        ("chat", "0007_who_answers_for_whom_is_reported"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
