"""That a message names somebody."""

from django.conf import settings
from django.db import models

from chat.models.message import Message
from chat.models.room import Room


class Mention(models.Model):
    """`room` and `seq` are the message's own, so that counting the unread ones is one index range."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "room", "seq"], name="a_message_names_a_person_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.room_id}/{self.seq}"
