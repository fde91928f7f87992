"""A program that speaks under a name of its own, and answers for its owner."""

from django.conf import settings
from django.db import models

from accounts import encryption


class BotQuerySet(models.QuerySet["Bot"]):
    def of(self, owner):
        return self.filter(owner=owner)

    def callable(self):
        """Those that hear of what is said to them."""
        return self.exclude(address="").filter(user__is_active=True)


class Bot(models.Model):
    """What a bot has beside its row among people."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bots"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bot"
    )
    address = models.CharField(
        max_length=500, blank=True, help_text="What is said to it is sent here; blank: nowhere."
    )
    secret = models.TextField(help_text="Signs what is sent there; encrypted.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BotQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.user)

    @property
    def signing_key(self) -> bytes:
        return encryption.decrypt(self.secret).encode()
