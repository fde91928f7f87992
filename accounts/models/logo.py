"""The picture that a site has in place of texter's mark."""

from django.db import models
from django.db.models import Q

from accounts.models.site import THE_ONE


class Logo(models.Model):
    """Kept in the database, as avatars are: every process has it, and it goes with a backup."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    image = models.BinaryField(help_text="WebP, 256 by 256.")
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=THE_ONE), name="a_site_has_one_logo"),
        ]

    def __str__(self) -> str:
        return f"logo {self.version}"
