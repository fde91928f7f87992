"""A message that somebody keeps for later; nobody else sees that."""

from django.conf import settings
from django.db import models

from chat.models.membership import Membership
from chat.models.message import Message


class SavedMessageQuerySet(models.QuerySet["SavedMessage"]):
    def of(self, user):
        return self.filter(user=user)

    def seen_by(self, user):
        """Those of a person that they may still see: the database asks as it looks."""
        places = Membership.objects.filter(
            user=user,
            room=models.OuterRef("message__room"),
            visible_from_seq__lte=models.OuterRef("message__seq"),
        )
        return self.of(user).filter(models.Exists(places), message__deleted_at=None)

    def in_room(self, room_id: int):
        return self.filter(message__room_id=room_id)

    def before(self, saved_id: int):
        return self.filter(pk__lt=saved_id)


class SavedMessage(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_messages"
    )
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    objects = SavedMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "message"], name="a_message_is_saved_once")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} for {self.user_id}"
