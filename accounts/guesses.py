"""Guesses at passwords and codes, counted in the database: only wrong ones stay counted.

A guess is counted before it is compared, so that of many at once no more than the limit are.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.allowances import Ceiling, Spent, ceilings, give_back, spend_all
from accounts.models import User

AT_THE_DOOR = ceilings("sign-in with a password", settings.TRIES_AT_THE_DOOR)
# Somebody else at an open page would guess the password there, wherever it is asked for.
OWN_PASSWORD = ceilings("own password", settings.TRIES_AT_THE_OWN_PASSWORD)
SECOND_STEP = ceilings("second step", settings.TRIES_AT_A_SECOND_STEP)
# As long as an app's code is good, with the one before and the one after.
USE = (Ceiling("use of an app's code", 1, 90),)
TOO_MANY = "too_many_login_attempts"  # as allauth calls it
WAIT = _("Too many tries. Wait 5 minutes, then try again.")


def count(over: tuple[Ceiling, ...], whose: str) -> None:
    """One more guess; raises ValidationError, with the seconds to wait in its params."""
    try:
        spend_all(*((each, whose) for each in over))
    except Spent as spent:
        params = {"seconds": spent.seconds}
        raise ValidationError(wait_words(spent.seconds), code=TOO_MANY, params=params) from None


def forgive(over: tuple[Ceiling, ...], whose: str) -> None:
    """The guess was right, so it was none."""
    for each in over:
        give_back(each, whose)


@contextmanager
def counted(over: tuple[Ceiling, ...], whose: str) -> Iterator[None]:
    """What is compared within, and raises where it is wrong."""
    count(over, whose)
    yield
    forgive(over, whose)


def is_own_password(user: User, password: str) -> bool:
    """Whether it is theirs; raises ValidationError after too many that were not."""
    count(OWN_PASSWORD, str(user.pk))
    is_right = user.check_password(password)
    if is_right:
        forgive(OWN_PASSWORD, str(user.pk))
    return is_right


def wait_words(seconds: int) -> str:
    minutes, hours = -(-seconds // 60), -(-seconds // 3_600)
    if minutes <= 90:
        words = ngettext(
            "Too many tries. Wait %(count)s minute, then try again.",
            "Too many tries. Wait %(count)s minutes, then try again.",
            minutes,
        )
        return words % {"count": minutes}
    words = ngettext(
        "Too many tries. Wait %(count)s hour, then try again.",
        "Too many tries. Wait %(count)s hours, then try again.",
        hours,
    )
    return words % {"count": hours}
