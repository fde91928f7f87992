"""What those who run the site decided for all of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

THE_ONE = 1
NAME_LENGTH = 40
MEGABYTE = 2**20


class SitePolicy(models.Model):
    """What is blank or null here is as the environment says, which no number here goes beyond."""

    class Signup(models.TextChoices):
        OPEN = "open", _("Anyone")
        INVITE = "invite", _("People with an invite")
        DOMAIN = "domain", _("People with an address of ours")
        NOBODY = "nobody", _("Nobody")

    class Founders(models.TextChoices):
        EVERYBODY = "everybody", _("Everybody here")
        STAFF = "staff", _("Those who run this site")

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    signup = models.CharField(max_length=10, choices=Signup, default=Signup.OPEN)
    domains = models.TextField(blank=True, help_text="Separated by spaces.")
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    logo_version = models.PositiveIntegerField(default=0, help_text="0: texter's own mark.")
    founders = models.CharField(
        max_length=10, choices=Founders, default=Founders.EVERYBODY, help_text="Who makes rooms."
    )
    room_size = models.PositiveIntegerField(null=True, help_text="People in a room.")
    file_megabytes = models.PositiveIntegerField(null=True, help_text="In one file.")
    messages_a_minute = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=THE_ONE), name="a_site_has_one_policy"),
        ]

    def __str__(self) -> str:
        return self.get_signup_display()

    @classmethod
    def current(cls) -> "SitePolicy":
        """The site's policy, or the one it starts with, as it stands in the database."""
        return cls.objects.first() or cls()

    @property
    def is_open(self) -> bool:
        return self.signup == self.Signup.OPEN

    @property
    def is_shut(self) -> bool:
        """Whether nobody comes in any more, by invite either."""
        return self.signup == self.Signup.NOBODY

    @property
    def needs_domain(self) -> bool:
        return self.signup == self.Signup.DOMAIN

    def admits(self, *proven: str) -> bool:
        """Whether somebody may come without an invite, who proved these addresses to be theirs."""
        return self.is_open or (self.needs_domain and any(map(self.has_domain_of, proven)))

    def has_domain_of(self, email: str) -> bool:
        """Whether it is an address of one of the domains themselves; not of one below them."""
        return email.rpartition("@")[2].lower() in self.domains.split()

    @property
    def shown_name(self) -> str:
        return self.name or settings.SITE_NAME

    def lets_found(self, user) -> bool:
        """Whether they may make rooms."""
        return user.is_staff or self.founders == self.Founders.EVERYBODY

    @property
    def most_people(self) -> int:
        """In one room."""
        return _lower(self.room_size, settings.MAX_USERS_IN_ROOM)

    @property
    def file_bytes(self) -> int:
        return _lower((self.file_megabytes or 0) * MEGABYTE, settings.ATTACHMENT_BYTES)

    @property
    def pace(self) -> int:
        """Messages of one person into one room in a minute."""
        return _lower(self.messages_a_minute, settings.MESSAGES_A_MINUTE)


def _lower(chosen: int | None, ceiling: int) -> int:
    return min(chosen or ceiling, ceiling)
