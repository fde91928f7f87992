"""A link that lets people in: to the whole site, or to one room of it."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.user import User

TOKEN_BYTES = 16


def new_token() -> str:
    """128 random bits: nobody guesses one."""
    return token_urlsafe(TOKEN_BYTES)


class InviteQuerySet(models.QuerySet["Invite"]):
    def live(self):
        """Those that still let somebody in.

        All of it stands in the WHERE of one table, so that an UPDATE asks again after waiting for
        somebody else's.
        """
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=timezone.now()),
            Q(uses_left=None) | Q(uses_left__gt=0),
            revoked_at=None,
            created_by__in=User.objects.filter(is_active=True),
        )

    def named(self, token: str):
        """PostgreSQL fails where it is asked for what no token is, such as a NUL."""
        return self.filter(token=token) if token.isprintable() else self.none()

    def by(self, user):
        return self.filter(created_by=user)

    def to_site(self):
        return self.filter(room_id=None)

    def newest_first(self):
        return self.order_by("-pk")


class Invite(models.Model):
    """The token stands here in plain: its maker sees the link again whenever they like."""

    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invites"
    )
    room_id = models.BigIntegerField(null=True, help_text="Null: the whole site.")
    expires_at = models.DateTimeField(null=True, help_text="Null: never.")
    uses_left = models.PositiveIntegerField(null=True, help_text="Null: no limit.")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InviteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"invite {self.pk}"
