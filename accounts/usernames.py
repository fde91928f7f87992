"""Usernames for people who did not choose one."""

import secrets
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from accounts.models import User

SHORTEST, LONGEST = 2, 30
TRIES = 5


def free_username(*texts: str) -> str:
    """The first of the texts that makes a username, with a number behind it where that is taken."""
    stem = next(filter(None, map(_stem, texts)), "user")
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    taken |= set(settings.ACCOUNT_USERNAME_BLACKLIST)
    if stem not in taken:
        return stem
    if len(taken) < 100:
        return next(f"{stem}{n}" for n in range(2, 200) if f"{stem}{n}" not in taken)
    return f"{stem}{secrets.randbelow(10**8)}"


def _stem(text: str) -> str:
    name = text.partition("@")[0]
    words = slugify(name).replace("-", ".").replace("_", ".")
    stem = User.normalize_username(words)[:LONGEST].strip(".")
    return stem if len(stem) >= SHORTEST else ""


def claimed(make: Callable[[str], User], *hints: str) -> User:
    """Who is made with a username of these hints; where somebody takes it first, with another."""
    for _ in range(TRIES - 1):
        with suppress(IntegrityError), transaction.atomic():
            return make(free_username(*hints))
    return make(free_username(*hints))
