"""What somebody told the site's moderators about a message or a person.

No text of a message is kept here: it is shown as it stands, so what is deleted is gone here, too.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chat.models.message import Message


class ReportQuerySet(models.QuerySet["Report"]):
    def by(self, user):
        return self.filter(reporter=user)

    def open(self):
        return self.filter(state=Report.State.OPEN)

    def decided(self):
        return self.exclude(state=Report.State.OPEN)

    def of(self, person, message: Message | None):
        """About this message of a person's; None: about the person."""
        return self.filter(person=person, message=message)

    def seen_by(self, moderator):
        """All but those about themself, their bots and webhooks: nobody learns who reported them."""
        return self.exclude(Q(person=moderator) | Q(answerable=moderator))

    def waiting_for_each(self, moderators) -> dict[int, int]:
        """How many open ones each may see, by their ids: one query for all of them."""
        found = self.open().order_by().values_list("person_id", "answerable_id")
        groups = list(found.annotate(count=models.Count("pk")))
        return {
            moderator.pk: sum(count for *hidden, count in groups if moderator.pk not in hidden)
            for moderator in moderators
        }

    def before(self, report_id: int):
        return self.filter(pk__lt=report_id)

    def with_all(self):
        """With whom and what a moderator reads of."""
        return self.select_related(
            "reporter", "person__bot__owner", "message__author", "message__room", "decided_by"
        )


class Report(models.Model):
    class Reason(models.TextChoices):
        SPAM = "spam", _("Spam or advertising")
        ABUSE = "abuse", _("Abuse or harassment")
        PRIVATE = "private", _("Somebody’s private facts")
        ILLEGAL = "illegal", _("Something illegal")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open"
        RESOLVED = "resolved"
        DISMISSED = "dismissed"

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Whom it is about: of a message, its author.",
    )
    answerable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Whose bot or webhook it was then; null: a person answers for themself.",
    )
    message = models.ForeignKey(
        Message,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text="Null: the person is reported.",
    )
    reason = models.CharField(max_length=7, choices=Reason)
    words = models.CharField(max_length=settings.REPORT_LENGTH, blank=True)
    reported_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(
        max_length=settings.REPORT_LENGTH, blank=True, help_text="Of whoever decided it."
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "message"],
                condition=Q(state="open"),
                name="a_person_reports_a_message_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["reporter", "person"],
                condition=Q(state="open", message=None),
                name="a_person_reports_a_person_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="a_decided_report_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(state="open"), name="reports_that_are_open"),
        ]

    def __str__(self) -> str:
        return f"{self.reporter_id} about {self.message_id or self.person_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_resolved(self) -> bool:
        return self.state == self.State.RESOLVED

    @property
    def is_edited_since(self) -> bool:
        """Whether the message says something else than what was reported."""
        if self.message is None or self.message.edited_at is None:
            return False
        return self.message.edited_at > self.reported_at
