"""A person's place in a room."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.directory import named
from chat import text
from chat.models.room import Room

RANKS = ("owner", "moderator", "member")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, user):
        return self.filter(user=user)

    def in_room(self, room_id: int):
        return self.filter(room_id=room_id)

    def listed(self):
        """Whom people find as members. A webhook has a member's place, which is its right to speak, and
        stands on its room's page of webhooks."""
        return self.filter(user__webhook=None)

    def owners(self):
        return self.filter(role=Membership.Role.OWNER)

    def moderators(self):
        """Whoever keeps order: owners, too."""
        return self.filter(role__in=[Membership.Role.OWNER, Membership.Role.MODERATOR])

    def inviting(self):
        """Whoever may bring people in, as `can_invite` says of one, and is not shut out of the site."""
        keepers = Q(role__in=[Membership.Role.OWNER, Membership.Role.MODERATOR])
        may = Q(room__kind=Room.Kind.OPEN) | (Q(room__kind=Room.Kind.CLOSED) & keepers)
        return self.active().filter(may)

    def active(self):
        """Whoever is not shut out of the site."""
        return self.filter(user__is_active=True)

    def answerable(self):
        """Whoever can come and decide: a bot does neither."""
        return self.active().filter(user__is_bot=False)

    def by_rank(self):
        """Owners, moderators, everybody else; each by name."""
        rank = models.Case(
            *[models.When(role=role, then=number) for number, role in enumerate(RANKS)],
            output_field=models.IntegerField(),
        )
        return self.annotate(rank=rank, sort_name=Lower("user__name")).order_by(
            "rank", "sort_name", "pk"
        )

    def called(self, words: str):
        """Whose name or username holds the words."""
        return self.filter(named(words, "user__"))

    def by_room_name(self):
        return self.order_by(Lower("room__name"), "room_id")

    def unread_from(self, seq: int):
        """Move reading positions back to just before `seq`, never forward."""
        return self.filter(last_read_seq__gte=seq).update(last_read_seq=seq - 1)

    def locked_of(self, user):
        """A person's places, for whoever is about to change their order; by room, as they are left."""
        places = self.of(user).select_related("room").order_by("room_id")
        return places.select_for_update(of=("self",))

    def beside(self, membership) -> list["Membership"]:
        """Those that share a section of the list with a place, in their own order; itself, too.

        Whatever was never moved stands after what was, by name.
        """
        places = self.filter(is_favourite=membership.is_favourite)
        if not membership.is_favourite:
            places = places.exclude(room__kind=Room.Kind.DIRECT)
        return sorted(places, key=lambda place: place.order)

    def read_to(self, seq: int):
        """Move reading positions forward to `seq`, never back."""
        return self.filter(last_read_seq__lt=seq).update(last_read_seq=seq)


class Membership(models.Model):
    class Role(models.TextChoices):
        OWNER = "owner"
        MODERATOR = "moderator"
        MEMBER = "member"

    class Level(models.TextChoices):
        EVERYTHING = "everything"
        MENTIONS = "mentions"
        NOTHING = "nothing"

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    last_read_seq = models.PositiveBigIntegerField(default=0)
    visible_from_seq = models.PositiveBigIntegerField(
        default=0, help_text="The first message this member may see; 0: all of them."
    )
    level = models.CharField(
        max_length=10,
        choices=Level,
        default=Level.EVERYTHING,
        help_text="What its member is told of.",
    )
    is_favourite = models.BooleanField(default=False)
    position = models.PositiveIntegerField(
        default=0, help_text="Its place in the member's own order; equal ones stand by name."
    )
    hidden_seq = models.PositiveBigIntegerField(
        null=True, help_text="A direct room is out of sight until it says more than this."
    )
    paced_to = models.BigIntegerField(
        default=0,
        help_text="When its member's messages would all be due, in ms: chat/actions/pace.py.",
    )
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "room"], name="a_person_is_in_a_room_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.room_id}"

    @property
    def sight(self) -> tuple[int, int, int]:
        """What of it says which messages its member may see, as `seeing` takes it."""
        return self.pk, self.room_id, self.visible_from_seq

    @classmethod
    def seeing(cls, pk: int, room_id: int, visible_from_seq: int) -> "Membership":
        """For a query that is written before it is known whose it is."""
        return cls(pk=pk, room_id=room_id, visible_from_seq=visible_from_seq)

    def as_now(self) -> MembershipQuerySet:
        """Itself, if it has not ended since it was read."""
        return Membership.objects.filter(pk=self.pk)

    @property
    def order(self) -> tuple[float, str, int]:
        """Its place in its section of the member's list."""
        name = text.sort_key(str(self.room))
        return self.position or float("inf"), name, self.room_id

    @property
    def unread(self) -> int:
        return max(0, self.room.last_seq - self.last_read_seq)

    @property
    def joined_ms(self) -> int:
        return int(self.joined_at.timestamp() * 1000)

    @property
    def is_owner(self) -> bool:
        return self.role == self.Role.OWNER

    @property
    def can_moderate(self) -> bool:
        return self.role in {self.Role.OWNER, self.Role.MODERATOR}

    @property
    def is_hidden(self) -> bool:
        return self.hidden_seq is not None and self.room.last_seq <= self.hidden_seq

    @property
    def can_invite(self) -> bool:
        """Into an open room any member brings people, into a closed one who keeps order there."""
        return self.room.is_open or (self.room.kind == Room.Kind.CLOSED and self.can_moderate)

    @property
    def can_pin(self) -> bool:
        return self.room.is_direct or self.can_moderate

    def outranks(self, other: "Membership") -> bool:
        """Whether they may send the other away: an owner anybody else, a moderator plain members."""
        if other.user_id == self.user_id or self.room.is_direct:
            return False
        return self.is_owner or (self.can_moderate and not other.can_moderate)
