"""People, what they hand out, and what was decided about them, in Django's admin."""

from accounts.admin.invites import InviteAdmin
from accounts.admin.log import AuditEntryAdmin
from accounts.admin.people import PersonAdmin
from accounts.admin.programs import BotAdmin, PersonalTokenAdmin

__all__ = ["AuditEntryAdmin", "BotAdmin", "InviteAdmin", "PersonAdmin", "PersonalTokenAdmin"]
