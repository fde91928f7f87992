"""A right that was taken away, for every process to act on."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone


class RevocationQuerySet(models.QuerySet["Revocation"]):
    def within(self, seconds: float):
        return self.filter(created_at__gte=timezone.now() - timedelta(seconds=seconds))


class Revocation(models.Model):
    """Written in the transaction that takes the right, so it is as certain as the loss itself.

    Without room or session it concerns everything the person has open.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey(
        "chat.Room",
        on_delete=models.DO_NOTHING,  # it outlives its room: that is how the loss gets around
        null=True,
        db_constraint=False,
        related_name="+",
    )
    session = models.CharField(max_length=64, blank=True, help_text="Fingerprint of the session.")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = RevocationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.room_id or self.session[:8] or 'everything'}"
