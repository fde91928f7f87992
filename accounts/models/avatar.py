"""The picture that a person chose for themself."""

from django.conf import settings
from django.db import models


class Avatar(models.Model):
    """Kept in the database: every process has it, and it goes with a backup."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="avatar"
    )
    image = models.BinaryField(help_text="WebP, 256 by 256.")
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.user_id}/{self.version}"
