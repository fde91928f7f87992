"""A room and its two counters."""

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts import site
from chat.errors import RoomNotFound

# Seconds that a member waits between two messages, and how a room says it.
SLOW_MODES = {
    0: _("Off"),
    5: _("5 seconds"),
    10: _("10 seconds"),
    30: _("30 seconds"),
    60: _("1 minute"),
    300: _("5 minutes"),
    900: _("15 minutes"),
    3600: _("1 hour"),
}


class RoomQuerySet(models.QuerySet["Room"]):
    def open(self):
        return self.filter(kind=Room.Kind.OPEN)

    def default(self):
        """Those that newcomers find themselves in; none that was closed meanwhile."""
        return self.open().filter(is_default=True)

    def locked(self, room_id: int) -> "Room":
        """The room as it stands now, and stays until the transaction ends. Raises RoomNotFound."""
        try:
            return self.select_for_update().get(pk=room_id)
        except Room.DoesNotExist:
            raise RoomNotFound from None

    def active(self):
        return self.filter(archived_at=None)

    def joinable_by(self, user):
        return self.open().active().exclude(memberships__user=user)

    def known_to(self, user):
        return self.filter(Q(kind=Room.Kind.OPEN) | Q(memberships__user=user)).distinct()

    def with_members_count(self):
        """As pages say it: without webhooks."""
        listed = Q(memberships__user__webhook=None)
        return self.annotate(members_count=models.Count("memberships", filter=listed))

    def by_name(self):
        return self.order_by(Lower("name"), "id")

    def direct_among(self, people):
        """The one direct room of these people."""
        return self.filter(direct_key=Room.direct_key_of(people))

    def shared_by(self, one, other):
        """Rooms for groups that both are in."""
        groups = self.exclude(kind=Room.Kind.DIRECT).filter(memberships__user=one)
        return groups.filter(memberships__user=other)

    def versions(self) -> dict[int, int]:
        """Room id to version."""
        return dict(self.values_list("id", "version"))


class Room(models.Model):
    """A place to talk.

    `last_seq` grows by one with every message, `version` with every change of any kind. Both are
    taken by one UPDATE inside the transaction that writes the change, so the row's lock makes their
    order the order of commits: nobody who has seen a version can later find a smaller one.
    """

    class Kind(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"
        DIRECT = "direct"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OPEN)
    name = models.CharField(max_length=settings.ROOM_NAME_LENGTH, blank=True)
    topic = models.CharField(max_length=settings.TOPIC_LENGTH, blank=True)
    direct_key = models.CharField(
        max_length=500,
        null=True,
        unique=True,
        editable=False,
        help_text="The sorted ids of a direct room's people.",
    )
    colour = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="One of the twelve hues, 0 to 11; null: the site picks one.",
    )
    picture_version = models.PositiveIntegerField(default=0, help_text="0: no picture.")
    max_members = models.PositiveIntegerField(
        null=True, blank=True, help_text="Below the site's own limit; null: as the site."
    )
    archived_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when it is read-only."
    )
    slow_seconds = models.PositiveIntegerField(default=0, choices=SLOW_MODES)
    is_default = models.BooleanField(default=False, help_text="Newcomers to the site join it.")
    last_seq = models.PositiveBigIntegerField(default=0, editable=False)
    version = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="direct", direct_key__isnull=False)
                | (~Q(kind="direct") & Q(direct_key__isnull=True)),
                name="direct_rooms_and_only_they_have_a_key",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=models.F("last_seq")), name="every_message_is_a_change"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"room {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.kind == self.Kind.OPEN

    @property
    def is_direct(self) -> bool:
        return self.kind == self.Kind.DIRECT

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def slow_words(self) -> str:
        return str(SLOW_MODES[self.slow_seconds])

    @property
    def hue(self) -> int:
        """Which of the twelve avatar colours, 0 to 11."""
        return self.pk * 7 % 12 if self.colour is None else self.colour

    @property
    def member_limit(self) -> int:
        """How many people fit in."""
        most = site.current().most_people
        return min(self.max_members or most, most)

    @staticmethod
    def direct_key_of(people) -> str:
        return ",".join(map(str, sorted({person.pk for person in people})))

    @property
    def people_ids(self) -> list[int]:
        """Who a direct room is between: nobody comes into one or leaves it."""
        return [int(pk) for pk in self.direct_key.split(",")] if self.direct_key else []

    def take_seq(self) -> None:
        """Take the next message number, and the version that goes with it."""
        self._count("last_seq = last_seq + 1, version = version + 1")

    def take_version(self) -> None:
        """Take the next version for a change that is not a new message."""
        self.take_versions(1)

    def take_versions(self, count: int) -> None:
        """Take as many for as many changes; the last of them is the room's."""
        self._count(f"version = version + {count:d}")

    def _count(self, assignments: str) -> None:
        table = connection.ops.quote_name(self._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                # Both are our own words.
                f"UPDATE {table} SET {assignments} WHERE id = %s RETURNING last_seq, version",  # nosec B608
                [self.pk],
            )
            counted = cursor.fetchone()
        if counted is None:  # deleted since it was looked up
            raise RoomNotFound
        self.last_seq, self.version = counted
