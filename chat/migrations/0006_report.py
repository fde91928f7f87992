"""What is reported to the site's moderators, and what they decided."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PERSON = settings.AUTH_USER_MODEL


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("chat", "0005_webhooks_and_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "Spam or advertising"),
                            ("abuse", "Abuse or harassment"),
                            ("private", "Somebody’s private facts"),
                            ("illegal", "Something illegal"),
                            ("other", "Something else"),
                        ],
                        max_length=7,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("reported_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("resolved", "Resolved"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Of whoever decided it.", max_length=500
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=PERSON,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        help_text="Null: the person is reported.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="chat.message",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about: of a message, its author.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=PERSON,
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=PERSON,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["-id"],
                        name="reports_that_are_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("reporter", "message"),
                        name="a_person_reports_a_message_once_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("message", None), ("state", "open")),
                        fields=("reporter", "person"),
                        name="a_person_reports_a_person_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None),
                            ("state", "open"),
                        )
                        | (
                            models.Q(("state", "open"), _negated=True)
                            & models.Q(("decided_at__isnull", False))
                        ),
                        name="a_decided_report_says_when",
                    ),
                ],
            },
        ),
    ]
