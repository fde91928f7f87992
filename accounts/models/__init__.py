"""People, whom they know, what they prove, spend and hand out, and who may become one of them."""

from accounts.models.allowance import Allowance
from accounts.models.audit_entry import AuditEntry, Verb
from accounts.models.avatar import Avatar
from accounts.models.block import Block
from accounts.models.bot import Bot
from accounts.models.contact import Contact
from accounts.models.invite import Invite
from accounts.models.logo import Logo
from accounts.models.personal_token import PersonalToken
from accounts.models.phone_number import PhoneNumber
from accounts.models.site import SitePolicy
from accounts.models.user import FACE, Theme, User

__all__ = [
    "FACE",
    "Allowance",
    "AuditEntry",
    "Avatar",
    "Block",
    "Bot",
    "Contact",
    "Invite",
    "Logo",
    "PersonalToken",
    "PhoneNumber",
    "SitePolicy",
    "Theme",
    "User",
    "Verb",
]
