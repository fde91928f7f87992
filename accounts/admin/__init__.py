"""People, and what was decided about them, in Django's admin."""

from accounts.admin.log import AuditEntryAdmin
from accounts.admin.people import PersonAdmin

__all__ = ["AuditEntryAdmin", "PersonAdmin"]
