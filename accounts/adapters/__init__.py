"""Where allauth asks texter: what happens to people, and in which words."""

from accounts.adapters.accounts import AccountAdapter
from accounts.adapters.connections import SocialAccountAdapter
from accounts.adapters.factors import FactorAdapter

__all__ = ["AccountAdapter", "FactorAdapter", "SocialAccountAdapter"]
