"""Encrypting what must be read again: the secrets behind second factors.

The first of ENCRYPTION_KEYS encrypts, all of them decrypt; `manage.py reencrypt` moves everything to
the first, after which the others may go.
"""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@cache
def cipher(*keys: str) -> MultiFernet:
    """Encrypts with the first, decrypts with any."""
    digests = (hashlib.sha256(b"texter secrets" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def encrypt(text: str) -> str:
    return cipher(*settings.ENCRYPTION_KEYS).encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Raises cryptography.fernet.InvalidToken where none of the keys fits."""
    return cipher(*settings.ENCRYPTION_KEYS).decrypt(text.encode()).decode()
