"""The person who signs in."""

import re

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.signals import rights_lost

HUES = 12
# What a name with its picture needs: pages show hundreds, and loading all the rest is most of their cost.
FACE = ("name", "username", "avatar_version", "is_active", "is_bot")


class Theme(models.TextChoices):
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class User(AbstractUser):
    first_name = None
    last_name = None
    name = models.CharField(max_length=60, help_text="What people call them.")
    is_owner = models.BooleanField(
        default=False, help_text="Owns this texter. Exactly one person does."
    )

    is_bot = models.BooleanField(
        default=False, editable=False, help_text="A program's: it speaks, and never signs in."
    )

    bio = models.CharField(max_length=200, blank=True)
    avatar_version = models.PositiveIntegerField(
        default=0, help_text="Their picture's, told by every message; 0: none."
    )
    theme = models.CharField(
        max_length=5, blank=True, choices=Theme, help_text="Blank: as the device."
    )
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    language = models.CharField(max_length=10, blank=True, help_text="Blank: the site's.")

    status_emoji = models.CharField(max_length=16, blank=True)
    status_text = models.CharField(max_length=80, blank=True)
    status_until = models.DateTimeField(null=True, blank=True, help_text="Null: until taken back.")
    last_seen_at = models.DateTimeField(null=True, blank=True)
    appears_offline = models.BooleanField(default=False)
    shares_receipts = models.BooleanField(
        default=True, help_text="Who does not, sees nobody else's."
    )
    contacts_only = models.BooleanField(
        default=False, help_text="Only contacts may start a direct room with them."
    )
    found_by_phone = models.BooleanField(
        default=False, help_text="Whoever knows their number may find them."
    )

    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("username"), name="a_username_is_one_persons_in_any_case"
            ),
            models.UniqueConstraint(
                fields=["is_owner"], condition=Q(is_owner=True), name="a_site_has_one_owner"
            ),
        ]

    @classmethod
    def from_db(cls, db, field_names, values):
        user = super().from_db(db, field_names, values)
        user._rights = user._current_rights(set(field_names))
        return user

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """One spelling, so that nobody passes for somebody else."""
        return super().normalize_username(username).lower()

    def save(self, *args, **kwargs) -> None:
        """Announce lost rights in the transaction that takes them away."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            rights, self._rights = getattr(self, "_rights", None), self._current_rights()
            if rights not in (None, self._rights):
                rights_lost.send(sender=User, user=self, session_key=None)

    def _current_rights(self, loaded: set[str] | None = None) -> tuple | None:
        if loaded is not None and not {"password", "is_active"} <= loaded:
            return None
        return self.password, self.is_active

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = re.findall(r"\w+", str(self))
        return (
            "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()
            if words
            else "?"
        )

    @property
    def has_status(self) -> bool:
        """Whether they said what they are at, and it has not run out."""
        is_over = self.status_until is not None and self.status_until <= timezone.now()
        return bool(self.status_emoji or self.status_text) and not is_over

    @property
    def shown_last_seen_at(self):
        return None if self.appears_offline else self.last_seen_at

    @property
    def hue(self) -> int:
        """Which of the twelve avatar colours, 0 to 11."""
        return self.pk * 5 % HUES
