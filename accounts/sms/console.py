"""Texts that go nowhere: printed where texter was started, and shown on a page while developing."""

import sys

from django.core.cache import cache

from accounts import phones
from accounts.sms.wording import code_text

INBOX = "console-texts"
KEPT = 20


class ConsoleSender:
    """Prints, and does not log: logs are kept and shipped, and a code must not be."""

    def send_code(self, number: str, code: str) -> None:
        self.send_text(number, code_text(code))

    def send_text(self, number: str, text: str) -> None:
        print(f"\nText to {phones.shown(number)}:\n{text}\n", file=sys.stderr, flush=True)
        cache.set(INBOX, [(phones.shown(number), text), *inbox()][:KEPT])


def inbox() -> list[tuple[str, str]]:
    """The latest texts, as (number, text), newest first."""
    return cache.get(INBOX, [])
