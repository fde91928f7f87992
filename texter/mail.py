"""Mail that leaves behind the answer's back.

An answer must not wait for a mail server, must not fail with it, and must not take longer for an
address that is known here (promise P16).
"""

import atexit
import logging
from collections import deque
from collections.abc import Sequence
from functools import cache
from threading import Condition, Thread

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

LAST_WAIT = 5.0  # seconds; a server that says nothing must not keep the process from ending

# The first is being delivered.
_waiting: deque[Sequence[EmailMessage]] = deque()
_change = Condition()


class LaterBackend(BaseEmailBackend):
    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        with _change:
            if len(_waiting) >= settings.MAIL_QUEUE:
                logger.error("Too much mail is waiting; %s were not sent.", len(messages))
                return 0
            _waiting.append(messages)
            _change.notify_all()
            _postman()
        return len(messages)


def finish() -> None:
    """The process ends: wait a little for the mail, and say how much of it is lost."""
    atexit.unregister(finish)
    with _change:
        if not _change.wait_for(_is_all_sent, LAST_WAIT):
            logger.warning("%s mails were not sent: texter ended.", sum(map(len, _waiting)))


@cache
def _postman() -> Thread:
    """Nobody waits for a daemon thread; Python waits for those of its pools without end."""
    thread = Thread(target=_deliver_all, name="mail", daemon=True)
    thread.start()
    atexit.register(finish)
    return thread


def _is_all_sent() -> bool:
    return not _waiting


def _deliver_all() -> None:
    while True:
        with _change:
            _change.wait_for(lambda: _waiting)
        _deliver(_waiting[0])
        with _change:
            _waiting.popleft()
            _change.notify_all()


def _deliver(messages: Sequence[EmailMessage]) -> None:
    try:
        get_connection(settings.MAIL_DELIVERY).send_messages(messages)
    except Exception as error:  # whatever a mail server comes up with; the words name addresses
        logger.error("%s mails were not sent: %s", len(messages), type(error).__name__)
