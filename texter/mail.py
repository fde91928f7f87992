"""Mail that leaves behind the answer's back.

An answer must not wait for a mail server, must not fail with it, and must not take longer for an
address that is known here (promise P16).
"""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

_thread = ThreadPoolExecutor(1, thread_name_prefix="mail")
_room = BoundedSemaphore(settings.MAIL_QUEUE)


class LaterBackend(BaseEmailBackend):
    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if not _room.acquire(blocking=False):
            logger.error("Too much mail is waiting; %s were not sent.", len(messages))
            return 0
        _thread.submit(_deliver, messages)
        return len(messages)


def _deliver(messages: Sequence[EmailMessage]) -> None:
    try:
        get_connection(settings.MAIL_DELIVERY).send_messages(messages)
    except Exception as error:  # whatever a mail server comes up with; the words name addresses
        logger.error("%s mails were not sent: %s", len(messages), type(error).__name__)
    finally:
        _room.release()
