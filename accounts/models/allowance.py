"""How often something was done of late, counted across processes."""

from django.db import models


class Allowance(models.Model):
    key = models.CharField(max_length=120, primary_key=True)
    spent = models.PositiveIntegerField()
    renews_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.spent}"
