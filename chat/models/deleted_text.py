"""What a deleted message said, for the few seconds in which its author may have it back."""

from django.db import models
from django.utils import timezone

from chat.models.message import Message


class DeletedTextQuerySet(models.QuerySet["DeletedText"]):
    def late(self):
        """Those that nobody can have back any more."""
        return self.filter(kept_until__lte=timezone.now())


class DeletedText(models.Model):
    """Nothing but undoing reads it; it goes by itself."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="deleted_text")
    body = models.TextField()
    kept_until = models.DateTimeField(db_index=True)

    objects = DeletedTextQuerySet.as_manager()

    def __str__(self) -> str:
        return f"text of {self.message_id}"

    @property
    def is_kept(self) -> bool:
        return timezone.now() < self.kept_until
