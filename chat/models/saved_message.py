"""A message that somebody keeps for later; nobody else sees that."""

from django.conf import settings
from django.db import models

from chat.models.message import Message


class SavedMessage(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_messages"
    )
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "message"], name="a_message_is_saved_once")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} for {self.user_id}"
