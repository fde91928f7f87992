"""People, and what they prove and spend."""

from accounts.models.allowance import Allowance
from accounts.models.phone_number import PhoneNumber
from accounts.models.user import User

__all__ = ["Allowance", "PhoneNumber", "User"]
