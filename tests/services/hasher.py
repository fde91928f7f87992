"""A password hasher for tests only."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """One round. A server under test still reads it: the rounds are written in the hash."""

    iterations = 1
