"""Those who deliver what is said to bots: a few threads of a process, each with one at a time.

A try that dies with its process is made again once its claim has run out, so a program may hear of
a message twice, under the same X-Texter-Delivery; its answer is said once.
"""

import logging
import time
from threading import Event, Thread

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import close_old_connections
from django.utils.translation import gettext as _

from accounts.allowances import Spent
from chat import access, bell
from chat.actions.attachments import upload_attachment
from chat.actions.deliveries import (
    MOST_TRIES,
    Outcome,
    claim_delivery,
    drop_delivery,
    settle_delivery,
)
from chat.actions.drafts import Draft
from chat.actions.messages import send_message
from chat.answers import Answer, Unusable, answer_in
from chat.calls import call
from chat.errors import ChatError
from chat.models import Delivery, Membership, Message
from texter import metrics
from texter.absence import Absent
from texter.connections import Unfetchable
from texter.posting import Reply, post

LOOKS_EVERY = 5  # seconds; for what others queued, and what is due again
PATIENCE = 5  # seconds for who is on the way when the process ends

logger = logging.getLogger(__name__)


class Couriers:
    def __init__(self) -> None:
        self._threads: list[Thread] = []
        self._is_over = Event()

    def start(self) -> None:
        self._is_over.clear()
        numbers = range(settings.COURIERS)
        self._threads = [
            Thread(target=self._work, name=f"courier-{n}", daemon=True) for n in numbers
        ]
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Nobody sets out any more; who does not come back in time is sent again by others."""
        self._is_over.set()
        bell.rung.set()
        end = time.monotonic() + PATIENCE
        for thread in self._threads:
            thread.join(max(0, end - time.monotonic()))

    def _work(self) -> None:
        while not self._is_over.is_set():
            bell.rung.clear()
            if not self._deliver_one() and not self._is_over.is_set():
                bell.rung.wait(LOOKS_EVERY)

    def _deliver_one(self) -> bool:
        close_old_connections()
        try:
            return deliver_next()
        except Absent:
            return False
        except Exception as error:  # what is claimed comes again
            logger.warning("A delivery to a bot failed: %s", type(error).__name__)
            return False
        finally:
            close_old_connections()


def deliver_next() -> bool:
    """Whether there was one."""
    delivery = claim_delivery()
    if delivery is None:
        return False
    message = Message.objects.with_author().select_related("room").get(pk=delivery.message_id)
    if why_not := _hindrance(delivery, message):
        drop_delivery(delivery=delivery, note=why_not)
        metrics.NOTHING_TO_DELIVER.inc()
    else:
        outcome = _try(delivery, message)
        settle_delivery(delivery=delivery, outcome=outcome)
        (metrics.DELIVERED if outcome.is_good else metrics.NOT_DELIVERED).inc()
    return True


def _hindrance(delivery: Delivery, message: Message) -> str:
    """What became of it since it was said; blank where it can be told."""
    bot = delivery.bot
    if delivery.tries > MOST_TRIES:
        return _("Every try broke off.")
    if message.is_deleted:
        return _("The message was deleted.")
    if not (bot.user.is_active and bot.address):
        return _("The bot has no address.")
    if not Membership.objects.of(bot.user).in_room(message.room_id).exists():
        return _("The bot is not in the room any more.")
    return ""


def _try(delivery: Delivery, message: Message) -> Outcome:
    began = time.monotonic()
    try:
        reply = _send(delivery, message)
    except Unfetchable as error:
        return Outcome(None, _since(began), _words_for(str(error)))
    except InvalidToken:  # ENCRYPTION_KEYS changed, and nobody ran reencrypt
        return Outcome(None, 0, _("The signing secret can’t be read. Make a new one."))
    took = _since(began)
    if not 200 <= reply.status < 300:
        return Outcome(reply.status, took)
    return Outcome(reply.status, took, _say(delivery, message, reply))


def _words_for(reason: str) -> str:
    """What texter/connections.py and Python say of it, in words for the log."""
    known = {
        "TimeoutError": _("No answer in time."),
        "ConnectionRefusedError": _("Nobody answers at that address."),
        "too slow": _("No answer in time."),
        "a name without an address": _("There is no host of that name."),
        "an address that is not public": _("That address is inside this network."),
        "an unusual port": _("Only the usual ports are reached."),
    }
    return known.get(reason, reason)


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)


def _send(delivery: Delivery, message: Message) -> Reply:
    body, headers = call(delivery, message)
    return post(
        delivery.bot.address,
        body,
        headers,
        trusted=settings.WEBHOOK_HOSTS,
        limit=settings.ANSWER_BYTES,
        seconds=settings.ANSWER_SECONDS,
    )


def _say(delivery: Delivery, message: Message, reply: Reply) -> str:
    """Say what was answered; gives the words where it could not be said."""
    try:
        answer = answer_in(reply)
        if not answer.is_empty:
            membership = access.writing_membership_for(delivery.bot.user, message.room_id)
            _post(delivery, membership, answer)
    except Unusable as error:
        return str(error)
    except ChatError as error:
        return str(error.words)
    except Spent:
        return _("The bot said too much for now.")
    return ""


def _post(delivery: Delivery, membership: Membership, answer: Answer) -> None:
    key = delivery.key
    file = answer.file
    files = [upload_attachment(membership=membership, key=key, file=file)] if file else []
    send_message(membership=membership, draft=Draft(answer.body, key, attachments=files))
