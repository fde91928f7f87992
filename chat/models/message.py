"""What somebody said, at its place in a room."""

import uuid

from django.conf import settings
from django.db import models

from accounts.models import FACE, User
from chat.models.room import Room

FIELDS = [field.name for field in User._meta.concrete_fields if not field.primary_key]
UNSHOWN = [f"author__{name}" for name in FIELDS if name not in FACE]


class MessageQuerySet(models.QuerySet["Message"]):
    def in_room(self, room_id: int):
        return self.filter(room_id=room_id)

    def visible_to(self, membership):
        """Nothing where the membership ended meanwhile: the database asks as it looks."""
        seen = self.filter(room_id=membership.room_id, seq__gte=membership.visible_from_seq)
        return seen.filter(models.Exists(membership.as_now()))

    def written_by(self, user):
        return self.filter(author=user, kind=Message.Kind.TEXT, deleted_at=None)

    def with_author(self):
        """With as much of them as a message shows."""
        return self.select_related("author").defer(*UNSHOWN)

    def are_by_all(self, people) -> bool:
        """Whether each of the people wrote one of them: who spoke may be answered."""
        ids = {person.pk for person in people}
        said = self.filter(author__in=ids, kind=Message.Kind.TEXT)
        return set(said.values_list("author_id", flat=True).distinct()) == ids

    def before(self, seq: int):
        return self.filter(seq__lt=seq)

    def after(self, seq: int):
        return self.filter(seq__gt=seq)

    def newest(self, limit: int) -> list["Message"]:
        """The last ones, oldest first."""
        messages: list[Message] = list(self.order_by("-seq")[:limit])
        messages.reverse()
        return messages

    def oldest(self, limit: int) -> list["Message"]:
        return list(self.order_by("seq")[:limit])

    def answerable(self):
        return self.filter(kind=Message.Kind.TEXT, deleted_at=None)

    def outdated(self, renderer: int):
        """Texts that an earlier renderer rendered, or none."""
        texts = self.filter(kind=Message.Kind.TEXT, deleted_at=None)
        return texts.exclude(renderer=renderer).order_by("pk")

    def pinned_in(self, room_id: int):
        """Newest pin first."""
        return self.in_room(room_id).filter(pinned_at__isnull=False).order_by("-pinned_at", "-pk")

    def changed_since(self, version: int):
        return self.filter(version__gt=version).order_by("version")


class Message(models.Model):
    class Kind(models.TextChoices):
        TEXT = "text"
        SYSTEM = "system"

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    seq = models.PositiveBigIntegerField(help_text="Position in the room: 1, 2, 3 and no holes.")
    version = models.PositiveBigIntegerField(
        help_text="The room's version at this one's last change."
    )
    client_id = models.UUIDField(
        default=uuid.uuid4, help_text="Made by the sender; a retry repeats it."
    )
    body = models.TextField(blank=True, max_length=settings.MESSAGE_LENGTH)
    html = models.TextField(blank=True, help_text="What the renderer made of the body.")
    renderer = models.PositiveSmallIntegerField(
        default=0, help_text="The version of the renderer; 0: not rendered."
    )
    reply_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replies"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    delete_reason = models.CharField(max_length=settings.REASON_LENGTH, blank=True)
    # What is looked for beside it: nothing where none was ever put.
    has_attachments = models.BooleanField(default=False)
    has_reactions = models.BooleanField(default=False)
    has_link_preview = models.BooleanField(default=False)
    pinned_at = models.DateTimeField(null=True, blank=True)
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="a_seq_is_given_once_in_a_room"),
            models.UniqueConstraint(fields=["room", "version"], name="a_version_is_one_change"),
            models.UniqueConstraint(
                fields=["author", "client_id"], name="a_retry_makes_no_second_message"
            ),
        ]
        indexes = [
            models.Index(
                fields=["room", "-pinned_at"],
                condition=models.Q(pinned_at__isnull=False),
                name="pinned_in_a_room",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.seq}"

    @property
    def is_system(self) -> bool:
        return self.kind == self.Kind.SYSTEM

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_answerable(self) -> bool:
        return not (self.is_system or self.is_deleted)

    @property
    def is_pinned(self) -> bool:
        return self.pinned_at is not None
