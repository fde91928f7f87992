"""An address at which another program says something in a room."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from chat.models.membership import Membership
from chat.models.room import Room


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def in_room(self, room_id: int):
        return self.filter(room_id=room_id)

    def standing(self):
        """Those that work: not revoked, and not sent out of the room as a member is."""
        places = Membership.objects.filter(room=OuterRef("room"), user=OuterRef("user"))
        return self.filter(Exists(places), revoked_at=None).select_related("user")


class Webhook(models.Model):
    """Speaks as `user`, who bears its name and picture, and whose place in the room is its right to.

    Only the token's digest is kept: whoever reads the database can use none of them.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="webhooks")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="webhook"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, help_text="SHA-256, in hexadecimal digits.")
    hint = models.CharField(max_length=4, help_text="Its last characters, to know it by.")
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="a_token_is_one_webhooks"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @staticmethod
    def digest_of(token: str) -> str:
        """Plain SHA-256 is enough: there is nothing to guess in 190 random bits."""
        return hashlib.sha256(token.encode(errors="replace")).hexdigest()
