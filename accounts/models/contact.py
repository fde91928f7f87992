"""Two people who know each other, or one who asked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ContactQuerySet(models.QuerySet["Contact"]):
    def of(self, user):
        return self.filter(Q(asker=user) | Q(asked=user))

    def lock(self) -> None:
        """Nobody else answers or ends them until the transaction does."""
        list(self.select_for_update().order_by("pk"))

    def accepted(self):
        return self.filter(accepted_at__isnull=False)

    def waiting(self):
        return self.filter(accepted_at=None)


class Contact(models.Model):
    pair = models.CharField(
        max_length=41, unique=True, editable=False, help_text="Both ids, the smaller one first."
    )
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(asker=F("asked")), name="nobody_is_their_own_contact"
            )
        ]

    def __str__(self) -> str:
        return self.pair

    @staticmethod
    def pair_of(one, other) -> str:
        """The key of two people, whoever asks."""
        return "-".join(map(str, sorted((one.pk, other.pk))))
