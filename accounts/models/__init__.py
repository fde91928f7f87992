"""People, and what they prove and spend."""

from accounts.models.allowance import Allowance
from accounts.models.avatar import Avatar
from accounts.models.phone_number import PhoneNumber
from accounts.models.user import Theme, User

__all__ = ["Allowance", "Avatar", "PhoneNumber", "Theme", "User"]
