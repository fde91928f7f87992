"""Texting a code: the ceilings first, then whichever sender the environment chose.

A ceiling is spent before the text is sent and not given back when sending fails: a sender that
fails halfway may still be paid for.
"""

import ipaddress
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from threading import BoundedSemaphore

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.allowances import Ceiling, Spent, ceilings, spend, spend_all
from accounts.sms.errors import CodeNotChecked, TextNotSent
from texter import metrics

logger = logging.getLogger(__name__)

PER_NUMBER = ceilings("text to a number", settings.TEXTS_TO_A_NUMBER)
PER_ADDRESS = ceilings("text for an address", settings.TEXTS_FOR_AN_ADDRESS)
PER_SITE = Ceiling("text", settings.SMS_DAILY_BUDGET, 86_400)
ALARM = Ceiling("alarm over the budget", 1, 86_400)
# A slow service must not hold all the threads that answer requests.
_slots = BoundedSemaphore(settings.SMS_AT_ONCE)
SLOT_WAIT = 2.0  # seconds


@cache
def sender():
    """The chosen sender. It has `send_code(number, code)`; where the code is its own, that returns
    the name of a verification, to `cancel` it or to ask whether a code `is_right` in it. It has
    `send_text(number, text)` where it sends more than codes."""
    return import_string(settings.SMS_SENDERS[settings.SMS])()


def send_code(number: str, code: str, address: str, former: str = "") -> str:
    """Text a code to a number that somebody at an address asked for; raises TextNotSent.

    Returns the verification, where the service makes the codes; `former` is the one it replaces.
    """
    if settings.SMS == "off":
        raise TextNotSent(_("This site sends no texts. Use another way in."))
    with metrics.CODES_NOT_SENT.count_exceptions(TextNotSent):
        _spend(number, network_of(address))
        with _slot(TextNotSent):
            if former and makes_codes():
                sender().cancel(former)
            verification = sender().send_code(number, code) or ""
    metrics.CODES_SENT.inc()
    return verification


def can_text() -> bool:
    """Whether anything but a code can be texted."""
    return settings.SMS != "off" and hasattr(sender(), "send_text")


def send_text(number: str, text: str, address: str) -> None:
    """Text words to a number for somebody at an address, within the same ceilings; raises TextNotSent."""
    if not can_text():
        raise TextNotSent(_("This site texts no invitations. Send the link yourself."))
    try:
        _spend(number, network_of(address))
        with _slot(TextNotSent):
            sender().send_text(number, text)
    except TextNotSent:
        # Their words are about codes.
        raise TextNotSent(_("We could not send the text. Try again later.")) from None


def makes_codes() -> bool:
    """Whether the service makes the codes, and so has to be asked about them."""
    return hasattr(sender(), "is_right")


def is_right(verification: str, typed: str) -> bool:
    """Whether it is the code that the service made for it; raises CodeNotChecked."""
    with _slot(CodeNotChecked):
        return sender().is_right(verification, typed)


@contextmanager
def _slot(refusal: type[Exception]) -> Iterator[None]:
    if not _slots.acquire(timeout=SLOT_WAIT):
        raise refusal
    try:
        yield
    finally:
        _slots.release()


def network_of(address: str) -> str:
    """Whose an address is: with IPv6 one customer has at least a /64 of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    bits = 64 if found.version == 6 else 32
    return str(ipaddress.ip_network((found, bits), strict=False))


def _spend(number: str, address: str) -> None:
    spendings = [
        *((each, number) for each in PER_NUMBER),
        *((each, address) for each in PER_ADDRESS),
    ]
    try:
        spend_all(*spendings, (PER_SITE, ""))
    except Spent as refusal:
        if refusal.ceiling is PER_SITE:
            _cry()
            raise TextNotSent from None
        raise TextNotSent(_wait(refusal)) from None


def _cry() -> None:
    """Once a day: a flood is refused often, and must not fill the disk."""
    with suppress(Spent):
        spend(ALARM)
        logger.critical("The day's budget of %s texts is spent.", PER_SITE.limit)


def _wait(refusal: Spent) -> str:
    seconds = refusal.seconds
    if seconds <= 60:
        return _("Wait %(count)s seconds, then ask for a new code.") % {"count": seconds}
    if seconds <= 3_600:
        return _("Too many codes. Try again in %(count)s minutes, or use another way in.") % {
            "count": -(-seconds // 60)
        }
    if refusal.ceiling in PER_NUMBER:
        # Perhaps somebody else asked for all of them, who only had to know the number.
        return _("Too many codes for that number today. Use another way in, or try tomorrow.")
    return _("Too many codes. Try again tomorrow, or use another way in.")
