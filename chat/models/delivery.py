"""Something that was said to a bot, on its way to the bot's program: the queue and its log in one.

The row is the queue, so that what waits survives whatever dies, and what became of it can be read.
"""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Bot
from chat.models.membership import Membership
from chat.models.message import Message

NAMESPACE = uuid.UUID("6f1c2a52-6d0b-4b8e-9d2f-3a5a3f4a1d77")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def to(self, bot: Bot):
        return self.filter(bot=bot)

    def due(self, now):
        """Those to be tried, also where whoever tried them died over it."""
        return self.filter(state__in=Delivery.UNDECIDED, due_at__lte=now)

    def under_way(self, now):
        return self.filter(state=Delivery.State.SENDING, due_at__gt=now)

    def where_it_is_in(self):
        """With `is_in_room`: of a room that it lost it is told nothing any more."""
        places = Membership.objects.filter(
            user=OuterRef("bot__user"), room=OuterRef("message__room")
        )
        return self.annotate(is_in_room=Exists(places))

    def newest_first(self):
        return self.order_by("-pk")


class Delivery(models.Model):
    class Kind(models.TextChoices):
        MENTION = "mention"
        DIRECT = "direct"

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        DONE = "done"
        FAILED = "failed"
        DROPPED = "dropped"

    UNDECIDED = (State.WAITING, State.SENDING)

    bot = models.ForeignKey(Bot, on_delete=models.CASCADE, related_name="deliveries")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(
        help_text="When it is tried next; while it is being sent: when another may try."
    )
    tries = models.PositiveSmallIntegerField(default=0)
    code = models.PositiveSmallIntegerField(null=True, help_text="The last answer's status.")
    milliseconds = models.PositiveIntegerField(null=True, help_text="What the last try took.")
    note = models.CharField(max_length=200, blank=True, help_text="What went wrong, in words.")
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="deliveries_that_are_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} to {self.bot_id}"

    @property
    def key(self) -> uuid.UUID:
        """The `client_id` of its answer, so that a second try makes no second message."""
        return uuid.uuid5(NAMESPACE, str(self.pk))

    @property
    def is_waiting(self) -> bool:
        return self.state in self.UNDECIDED

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE
