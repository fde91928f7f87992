"""A file that goes with a message."""

import uuid

from django.conf import settings
from django.db import models

from chat.models.message import Message
from chat.models.room import Room


def stored_at(attachment: "Attachment", name: str) -> str:
    """A place in the media folder that says nothing of the file; `name` only ends it."""
    return f"attachments/{attachment.key.hex[:2]}/{attachment.key.hex}{name}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def waiting(self):
        """Uploaded, and not sent yet."""
        return self.filter(message=None)

    def waiting_of(self, user, room_id: int):
        return self.waiting().filter(uploader=user, room_id=room_id)


class Attachment(models.Model):
    """Uploaded into a room by somebody; the message that carries it comes after."""

    class Kind(models.TextChoices):
        IMAGE = "image"
        VIDEO = "video"
        AUDIO = "audio"
        FILE = "file"

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="attachments")
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    key = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text="Made by the sender; a retry repeats it."
    )
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=settings.FILE_NAME_LENGTH)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    width = models.PositiveIntegerField(null=True, blank=True, help_text="Pixels.")
    height = models.PositiveIntegerField(null=True, blank=True, help_text="Pixels.")
    file = models.FileField(upload_to=stored_at, max_length=200)
    small = models.FileField(upload_to=stored_at, max_length=200, blank=True)
    large = models.FileField(upload_to=stored_at, max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.kind == self.Kind.IMAGE
