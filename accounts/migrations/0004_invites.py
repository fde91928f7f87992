import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.models.invite


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_profile"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=accounts.models.invite.new_token,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("room_id", models.BigIntegerField(help_text="Null: the whole site.", null=True)),
                ("expires_at", models.DateTimeField(help_text="Null: never.", null=True)),
                ("uses_left", models.PositiveIntegerField(help_text="Null: no limit.", null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invites",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SitePolicy",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "signup",
                    models.CharField(
                        choices=[
                            ("open", "Anyone"),
                            ("invite", "People with an invite"),
                            ("domain", "People with an address of ours"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("domains", models.TextField(blank=True, help_text="Separated by spaces.")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="a_site_has_one_policy"
                    )
                ],
            },
        ),
    ]
