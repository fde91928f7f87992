"""Somebody who may not come back into a room until they are let in again."""

from django.conf import settings
from django.db import models

from chat.models.room import Room


class Ban(models.Model):
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="bans")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "user"], name="a_person_is_banned_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} from {self.room_id}"
