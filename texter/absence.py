"""A database that is away: whoever needs it is told at once, and its return is noticed within a second.

Otherwise everybody would wait until the pool of connections gives up, and keep a thread meanwhile.
"""

import logging
from collections.abc import Callable
from threading import Event, Lock
from time import monotonic, sleep

from django.db import OperationalError

from texter import aside

EVERY = 1.0  # seconds between two looks whether it is back
SAID_EVERY = 60.0  # seconds between two sentences in the log

logger = logging.getLogger(__name__)

_known = Event()
_looking = Lock()


class Absent(OperationalError):
    """It is known to be away, and was not asked."""


def is_known() -> bool:
    return _known.is_set()


def check() -> None:
    if is_known():
        raise Absent("known to be away")


def suspect(answers: Callable[[], bool], welcome: Callable[[], None]) -> None:
    """Look whether it is there, on a thread of its own, until it is; then `welcome` it."""
    if _looking.acquire(blocking=False):
        aside.begin(lambda: _look(answers, welcome))


def _look(answers: Callable[[], bool], welcome: Callable[[], None]) -> None:
    began, said_at = monotonic(), 0.0
    try:
        while not answers():
            _known.set()
            if monotonic() - said_at > SAID_EVERY:
                said_at = monotonic()
                logger.error("The database does not answer. texter waits for it.")
            sleep(EVERY)
        welcome()
    finally:
        was_away = is_known()
        _known.clear()
        _looking.release()
    if was_away:
        logger.warning("The database answers again, after %.0f seconds.", monotonic() - began)
