"""People, what they prove, spend and hand out, and who may become one of them."""

from accounts.models.allowance import Allowance
from accounts.models.avatar import Avatar
from accounts.models.invite import Invite
from accounts.models.personal_token import PersonalToken
from accounts.models.phone_number import PhoneNumber
from accounts.models.site import SitePolicy
from accounts.models.user import Theme, User

__all__ = [
    "Allowance",
    "Avatar",
    "Invite",
    "PersonalToken",
    "PhoneNumber",
    "SitePolicy",
    "Theme",
    "User",
]
