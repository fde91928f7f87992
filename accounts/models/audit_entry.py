"""What somebody decided about others, or about the site: written down once and for good."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """All that the log knows; the first word says what it was done to."""

    PERSON_DEACTIVATED = "person.deactivated", _("Shut a person out")
    PERSON_RESTORED = "person.restored", _("Let a person in again")
    PERSON_SIGNED_OUT = "person.signed_out", _("Signed a person out everywhere")
    PASSWORD_MAILED = "person.password_mailed", _("Mailed a person a way to a new password")
    ADDRESS_ASKED = "person.address_asked", _("Mailed a person a link to confirm their address")
    STAFF_MADE = "person.staff_made", _("Made a person staff")
    STAFF_ENDED = "person.staff_ended", _("Made a person staff no longer")
    MEMBER_REMOVED = "member.removed", _("Removed somebody from a room")
    MEMBER_BANNED = "member.banned", _("Banned somebody from a room")
    BAN_LIFTED = "member.ban_lifted", _("Lifted a ban")
    ROLE_SET = "member.role_set", _("Gave somebody a role")
    ROOM_HANDED_OVER = "room.handed_over", _("Handed a room over")
    ROOM_CLOSED = "room.closed", _("Closed a room")
    ROOM_ARCHIVED = "room.archived", _("Archived a room")
    ROOM_RESTORED = "room.restored", _("Restored a room")
    ROOM_DELETED = "room.deleted", _("Deleted a room")
    MESSAGE_REMOVED = "message.removed", _("Removed somebody’s message")
    REPORT_RESOLVED = "report.resolved", _("Resolved a report")
    REPORT_DISMISSED = "report.dismissed", _("Dismissed a report")
    INVITE_MADE = "invite.made", _("Made an invite link")
    INVITE_REVOKED = "invite.revoked", _("Revoked an invite link")
    SITE_SET = "site.set", _("Changed the site’s settings")
    SITE_HANDED_OVER = "site.handed_over", _("Handed the site over")
    BOT_MADE = "bot.made", _("Made a bot")
    BOT_TOKEN_ROTATED = "bot.token_rotated", _("Gave a bot another token")
    BOT_SECRET_ROTATED = "bot.secret_rotated", _("Gave a bot another secret")
    BOT_DELETED = "bot.deleted", _("Deleted a bot")
    WEBHOOK_MADE = "webhook.made", _("Made a webhook")
    WEBHOOK_ROTATED = "webhook.rotated", _("Gave a webhook another token")
    WEBHOOK_REVOKED = "webhook.revoked", _("Revoked a webhook")
    TOKEN_MADE = "token.made", _("Made a token")
    TOKEN_REVOKED = "token.revoked", _("Revoked a token")


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def by(self, user):
        return self.filter(actor_id=user.pk)

    def about(self, ids):
        """What people with these ids did, and what was done to them."""
        return self.filter(Q(actor_id__in=ids) | Q(person_id__in=ids))

    def newest_first(self):
        return self.order_by("-pk")


class AuditEntry(models.Model):
    """Triggers keep the database from changing or deleting one.

    So nothing stands here that goes with an account: people by their number alone, which leads to
    their name for as long as they have one. Numbers, not references: a reference would lock the
    person's row as the transaction ends, in another order than the actions do.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    # Without choices, which would want a migration for every verb that comes.
    verb = models.CharField(max_length=30, db_index=True, help_text="One of Verb.")
    actor_id = models.BigIntegerField(
        null=True, db_index=True, help_text="Null: the command line, or the site by itself."
    )
    person_id = models.BigIntegerField(
        null=True, db_index=True, help_text="To whom it was done, or whose it was."
    )
    room_id = models.BigIntegerField(null=True, db_index=True)
    room_name = models.CharField(max_length=60, blank=True, help_text="As it was called then.")
    thing_id = models.BigIntegerField(
        null=True, help_text="The message, invite, token, bot or webhook."
    )
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.pk}: {self.verb}"

    @property
    def words(self) -> str:
        return str(Verb(self.verb).label)
