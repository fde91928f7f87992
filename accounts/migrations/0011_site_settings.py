"""What a site is called, looks like and allows, chosen on its own page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_audit_log")]

    operations = [
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("image", models.BinaryField(help_text="WebP, 256 by 256.")),
                ("version", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="a_site_has_one_logo"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="sitepolicy",
            name="name",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sitepolicy",
            name="logo_version",
            field=models.PositiveIntegerField(default=0, help_text="0: texter's own mark."),
        ),
        migrations.AddField(
            model_name="sitepolicy",
            name="founders",
            field=models.CharField(
                choices=[("everybody", "Everybody here"), ("staff", "Those who run this site")],
                default="everybody",
                help_text="Who makes rooms.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="sitepolicy",
            name="room_size",
            field=models.PositiveIntegerField(help_text="People in a room.", null=True),
        ),
        migrations.AddField(
            model_name="sitepolicy",
            name="file_megabytes",
            field=models.PositiveIntegerField(help_text="In one file.", null=True),
        ),
        migrations.AddField(
            model_name="sitepolicy",
            name="messages_a_minute",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="sitepolicy",
            name="signup",
            field=models.CharField(
                choices=[
                    ("open", "Anyone"),
                    ("invite", "People with an invite"),
                    ("domain", "People with an address of ours"),
                    ("nobody", "Nobody"),
                ],
                default="open",
                max_length=10,
            ),
        ),
    ]
