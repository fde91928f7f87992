"""The key that somebody gives to a program of theirs."""

from django.conf import settings
from django.db import models


class PersonalToken(models.Model):
    """Only its digest is kept: whoever reads the database can use none of them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="personal_tokens"
    )
    name = models.CharField(max_length=60, help_text="Which program has it.")
    digest = models.CharField(max_length=64, help_text="SHA-256, in hexadecimal digits.")
    hint = models.CharField(max_length=4, help_text="Its last characters, to know it by.")
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="a_personal_token_is_one_programs"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def session_key(self) -> str:
        """Under this its sockets are closed, as a session's are under its key."""
        return f"personal token {self.pk}"
