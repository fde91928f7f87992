"""What only the keys of its old site can read."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken

from accounts import encryption
from accounts.models import Bot

ENCRYPTED = ("secret", "seed")


def locked_secrets() -> int:
    """How many second factors and secrets of bots this site cannot read."""
    return sum(not _is_readable(secret) for secret in _secrets())


def _secrets() -> Iterator[str]:
    for data in Authenticator.objects.values_list("data", flat=True).iterator():
        yield from (data[name] for name in ENCRYPTED if name in data)
    yield from Bot.objects.values_list("secret", flat=True).iterator()


def _is_readable(secret: str) -> bool:
    try:
        encryption.decrypt(secret)
    except InvalidToken:
        return False
    return True
