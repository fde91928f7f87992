"""A number that somebody has proven and nobody has an account with yet, on its way to becoming one."""

import time

from django.contrib.sessions.backends.base import SessionBase

LIFE = 15 * 60  # seconds
_KEY = "proven_number"


def keep(session: SessionBase, number: str) -> None:
    session[_KEY] = {"number": number, "at": time.time()}


def proven_number(session: SessionBase) -> str | None:
    """The number this browser proved a short while ago."""
    proof = session.get(_KEY)
    return proof["number"] if proof and time.time() - proof["at"] <= LIFE else None


def forget(session: SessionBase) -> None:
    session.pop(_KEY, None)
