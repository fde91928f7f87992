"""People, what they prove and spend, and who may become one of them."""

from accounts.models.allowance import Allowance
from accounts.models.invite import Invite
from accounts.models.phone_number import PhoneNumber
from accounts.models.site import SitePolicy
from accounts.models.user import User

__all__ = ["Allowance", "Invite", "PhoneNumber", "SitePolicy", "User"]
