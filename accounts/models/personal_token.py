"""The key that somebody gives to a program of theirs."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SESSION = "personal token "


class PersonalTokenQuerySet(models.QuerySet["PersonalToken"]):
    def standing(self):
        """Those that are good: not run out, and of people who are not shut out."""
        lasting = models.Q(expires_at=None) | models.Q(expires_at__gt=timezone.now())
        return self.filter(lasting, user__is_active=True)

    def of_session(self, session_key: str):
        """The one whose `session_key` this is."""
        number = session_key.removeprefix(SESSION)
        is_one = session_key.startswith(SESSION) and number.isdigit()
        return self.filter(pk=number) if is_one else self.none()


class PersonalToken(models.Model):
    """Only its digest is kept: whoever reads the database can use none of them."""

    class Scope(models.TextChoices):
        """Each lets do what those before it do."""

        READ = "read", _("Read")
        WRITE = "write", _("Read and write")
        ADMIN = "admin", _("Everything, the account too")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="personal_tokens"
    )
    name = models.CharField(max_length=60, help_text="Which program has it.")
    digest = models.CharField(max_length=64, help_text="SHA-256, in hexadecimal digits.")
    hint = models.CharField(max_length=4, help_text="Its last characters, to know it by.")
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.WRITE)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="Null: until revoked.")
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)

    objects = PersonalTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="a_personal_token_is_one_programs"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def session_key(self) -> str:
        """Under this its sockets are closed, as a session's are under its key."""
        return f"{SESSION}{self.pk}"

    def may(self, scope: str) -> bool:
        """Whether what needs this scope can be done with it."""
        order = self.Scope.values
        return order.index(self.scope) >= order.index(scope)
