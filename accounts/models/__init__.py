"""People, and what they prove, spend and hand out."""

from accounts.models.allowance import Allowance
from accounts.models.personal_token import PersonalToken
from accounts.models.phone_number import PhoneNumber
from accounts.models.user import User

__all__ = ["Allowance", "PersonalToken", "PhoneNumber", "User"]
