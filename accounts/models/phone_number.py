"""The number that a person proved to be theirs."""

from django.conf import settings
from django.db import models


class PhoneNumber(models.Model):
    """Only proven numbers are ever written down, so that a claim to one blocks nobody."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="phone"
    )
    number = models.CharField(max_length=16, help_text="E.164: a plus and up to 15 digits.")
    verified_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_number_is_one_persons"),
        ]

    def __str__(self) -> str:
        return self.number
