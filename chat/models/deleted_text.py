"""What a deleted message said, for the few seconds in which its author may have it back."""

from django.db import models

from chat.models.message import Message


class DeletedText(models.Model):
    """Nothing but undoing reads it; it goes by itself."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="deleted_text")
    body = models.TextField()
    kept_until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"text of {self.message_id}"
