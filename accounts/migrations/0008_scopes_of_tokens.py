"""What a personal token may do, and until when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_deleted_people")]

    operations = [
        migrations.AddField(
            model_name="personaltoken",
            name="scope",
            field=models.CharField(
                choices=[
                    ("read", "Read"),
                    ("write", "Read and write"),
                    ("admin", "Everything, the account too"),
                ],
                default="write",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="personaltoken",
            name="expires_at",
            field=models.DateTimeField(blank=True, help_text="Null: until revoked.", null=True),
        ),
    ]
