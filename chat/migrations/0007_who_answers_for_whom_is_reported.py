"""A report keeps whose bot or webhook it is about, and is shown to everybody else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("chat", "0006_report"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="answerable",
            field=models.ForeignKey(
                help_text="Whose bot or webhook it was then; null: a person answers for themself.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
