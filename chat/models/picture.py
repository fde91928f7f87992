"""The picture of a room."""

from django.db import models

from chat.models.room import Room


class RoomPicture(models.Model):
    """Kept in the database, as avatars are."""

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="picture")
    image = models.BinaryField(help_text="WebP, 256 by 256.")

    def __str__(self) -> str:
        return f"picture of {self.room_id}"
