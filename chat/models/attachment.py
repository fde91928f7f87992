"""A file that goes with a message."""

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models

from chat.models.message import Message
from chat.models.room import Room

SIDES = (480, 1600)  # pixels of the longer side; chat/redrawing.py draws them
BOX = (416, 288)  # how large one is shown at most
LEAST = 48  # so that a finger meets it
LONGEST = 3  # times as long as wide, or as wide as long
LONGEST_ENDING = 5


def stored_at(attachment: "Attachment", name: str) -> str:
    """A place in the media folder that says nothing of the file; `name` only ends it."""
    return f"attachments/{attachment.key.hex[:2]}/{attachment.key.hex}{name}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def waiting(self):
        """Uploaded, and not sent yet."""
        return self.filter(message=None)

    def waiting_of(self, user, room_id: int):
        return self.waiting().filter(uploader=user, room_id=room_id)

    def uploaded_by(self, user):
        """What is still theirs: with a deleted message it is gone."""
        return self.filter(uploader=user).exclude(message__deleted_at__isnull=False)

    def visible_to(self, membership):
        """Sent, and not deleted; nothing where the membership ended meanwhile."""
        sent = self.filter(room_id=membership.room_id, message__deleted_at=None)
        seen = sent.filter(message__seq__gte=membership.visible_from_seq)
        return seen.filter(models.Exists(membership.as_now()))

    def outlived(self, waiting_since: datetime, deleted_since: datetime):
        """Not sent since the one time, or with a message that was deleted before the other."""
        unsent = models.Q(message=None, uploaded_at__lt=waiting_since)
        return self.filter(unsent | models.Q(message__deleted_at__lt=deleted_since))


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

    @property
    def is_animation(self) -> bool:
        """It may move; its smaller ones stand still."""
        return self.content_type == "image/gif"

    @property
    def ending(self) -> str:
        """What people call such a file, as in PDF; blank where its name says nothing."""
        ending = Path(self.name).suffix[1:].upper()
        return ending if ending.isalnum() and len(ending) <= LONGEST_ENDING else ""

    @property
    def is_long(self) -> bool:
        """Too long to be shown whole."""
        width, height = self.width or 1, self.height or 1
        return max(width, height) > LONGEST * min(width, height)

    @property
    def box(self) -> tuple[int, int]:
        """Width and height that it takes up in a log; a very long one is cut."""
        width, height = self.width or 1, self.height or 1
        ratio = min(max(width / height, 1 / LONGEST), LONGEST)
        shown = min(BOX[0], BOX[1] * ratio, max(width, LEAST * max(ratio, 1)))
        return round(shown), round(shown / ratio)

    @property
    def widths(self) -> tuple[int, int]:
        """Of the smaller two, in pixels."""
        longest = max(self.width or 1, self.height or 1)
        small, large = (round((self.width or 1) * min(1, side / longest)) for side in SIDES)
        return max(1, small), max(1, large)

    def was_made_of(self, digest: str) -> bool:
        """Whether the upload with this digest became it; its place tells."""
        return f"-{digest}-" in (self.file.name or "")

    @property
    def file_names(self) -> list[str]:
        """Where its files are, in the folder or bucket."""
        return [file.name for file in (self.file, self.small, self.large) if file.name]
