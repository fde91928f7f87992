"""What the owner decided for the whole site."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

THE_ONE = 1


class SitePolicy(models.Model):
    class Signup(models.TextChoices):
        OPEN = "open", _("Anyone")
        INVITE = "invite", _("People with an invite")
        DOMAIN = "domain", _("People with an address of ours")

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    signup = models.CharField(max_length=10, choices=Signup, default=Signup.OPEN)
    domains = models.TextField(blank=True, help_text="Separated by spaces.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=THE_ONE), name="a_site_has_one_policy"),
        ]

    def __str__(self) -> str:
        return self.get_signup_display()

    @classmethod
    def current(cls) -> "SitePolicy":
        """The site's policy, or the one it starts with."""
        return cls.objects.first() or cls()

    @property
    def is_open(self) -> bool:
        return self.signup == self.Signup.OPEN

    @property
    def needs_domain(self) -> bool:
        return self.signup == self.Signup.DOMAIN

    def admits(self, *proven: str) -> bool:
        """Whether somebody may come without an invite, who proved these addresses to be theirs."""
        return self.is_open or (self.needs_domain and any(map(self.has_domain_of, proven)))

    def has_domain_of(self, email: str) -> bool:
        """Whether it is an address of one of the domains themselves; not of one below them."""
        return email.rpartition("@")[2].lower() in self.domains.split()
