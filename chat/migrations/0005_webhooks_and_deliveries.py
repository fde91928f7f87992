"""Programs on both ends: webhooks that speak in rooms, and what is said to bots on its way there."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_bots"),
        ("chat", "0004_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", ID),
                (
                    "digest",
                    models.CharField(help_text="SHA-256, in hexadecimal digits.", max_length=64),
                ),
                (
                    "hint",
                    models.CharField(help_text="Its last characters, to know it by.", max_length=4),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="webhooks",
                        to="chat.room",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="webhook",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("digest",), name="a_token_is_one_webhooks")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", ID),
                (
                    "kind",
                    models.CharField(
                        choices=[("mention", "Mention"), ("direct", "Direct")], max_length=7
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sending", "Sending"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        help_text="When it is tried next; while it is being sent: when another may try."
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "code",
                    models.PositiveSmallIntegerField(
                        help_text="The last answer's status.", null=True
                    ),
                ),
                (
                    "milliseconds",
                    models.PositiveIntegerField(help_text="What the last try took.", null=True),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="What went wrong, in words.", max_length=200
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("tried_at", models.DateTimeField(null=True)),
                (
                    "bot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="accounts.bot",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="chat.message",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["due_at"],
                        name="deliveries_that_are_due",
                    )
                ],
            },
        ),
    ]
