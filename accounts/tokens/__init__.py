"""What programs show instead of a session cookie."""

from accounts.tokens.credentials import Holder, holder_of, user_for_credential

__all__ = ["Holder", "holder_of", "user_for_credential"]
