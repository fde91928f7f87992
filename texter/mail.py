"""Mail that leaves behind the answer's back.

An answer must not wait for a mail server, must not fail with it, and must not take longer for an
address that is known here (promise P16).
"""

import atexit
import logging
from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from texter.backlog import Backlog

logger = logging.getLogger(__name__)

LAST_WAIT = 5.0  # seconds; a server that says nothing must not keep the process from ending

_backlog = Backlog("mail")


def is_printed() -> bool:
    """Without a mail server it stands in the terminal, and whoever waits for it is told so."""
    return settings.MAIL_DELIVERY.endswith("console.EmailBackend")


class LaterBackend(BaseEmailBackend):
    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        taken = [
            _backlog.put(partial(_deliver, message), at_most=settings.MAIL_QUEUE)
            for message in messages
        ]
        if not all(taken):
            logger.error("Too much mail is waiting; %s were not sent.", taken.count(False))
        return taken.count(True)


def finish() -> None:
    """The process ends: wait a little for the mail, and say how much of it is lost."""
    atexit.unregister(finish)
    if left := _backlog.finish(LAST_WAIT):
        logger.warning("%s mails were not sent: texter ended.", left)


def _deliver(message: EmailMessage) -> None:
    try:
        get_connection(settings.MAIL_DELIVERY).send_messages([message])
    except Exception as error:  # whatever a mail server comes up with; the words name addresses
        logger.error("A mail was not sent: %s", type(error).__name__)


atexit.register(finish)
