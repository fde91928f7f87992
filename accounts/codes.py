"""Codes that somebody has to type, on allauth's code flow.

allauth counts the wrong tries in the session, where many at once overwrite each other. Here every
try is counted in the database before it is compared.
"""

import secrets
import time

from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.allowances import Ceiling, Spent, spend

LIFE = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
RESEND_AFTER = 30  # seconds
TRIES = Ceiling("try at a code", settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS, LIFE)
USE = Ceiling("use of a code", 1, LIFE)


class AwaitedCode(AbstractCodeVerificationProcess):
    """A code on its way to somebody. Its state lives in the session of the browser that asked.

    `refusal`: what to say once no tries are left.
    """

    tries_a_day: Ceiling
    refusal = _("Too many tries. Ask for a new code.")
    refusal_today: str

    def __init__(self, request: HttpRequest, state: dict):
        self.request = request
        super().__init__(
            state=state,
            timeout=LIFE,
            max_attempts=TRIES.limit,
        )

    @property
    def goal(self) -> str:
        """Where it goes: the day's tries are counted there."""
        raise NotImplementedError

    @property
    def tries_left(self) -> int:
        return TRIES.limit - self.state["failed_attempts"]

    @property
    def has_failed(self) -> bool:
        return self.state["failed_attempts"] > 0

    @property
    def seconds_to_resend(self) -> int:
        return max(0, round(self.state["at"] + RESEND_AFTER - time.time()))

    @property
    def can_resend(self) -> bool:
        return not self.is_resend_quota_reached(settings.ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND)

    def renew(self, code: str, **facts: str) -> None:
        """Another code is awaited from now on; the one before it is dead."""
        self.state |= {
            "code": code,
            "name": secrets.token_hex(8),
            "at": time.time(),
            "failed_attempts": 0,
            **facts,
        }
        self.persist()

    def resend(self) -> None:
        self.record_resend()
        self.send()

    def accepts(self, typed: str) -> bool:
        """Count a try, and say whether it is right. One that is not leaves `tries_left` behind."""
        try:
            self.state["failed_attempts"] = spend(TRIES, self.state["name"])
            spend(self.tries_a_day, self.goal)
            if self.is_right(typed):
                spend(USE, self.state["name"])
                return True
        except Spent as spent:
            self._end(spent)
        self._keep_or_end()
        return False

    def is_right(self, typed: str) -> bool:
        return bool(self.code) and compare_user_code(actual=typed, expected=self.code)

    def _end(self, spent: Spent) -> None:
        self.state["failed_attempts"] = TRIES.limit
        if spent.ceiling == self.tries_a_day:
            self.refusal = self.refusal_today

    def _keep_or_end(self) -> None:
        if self.tries_left > 0:
            self.persist()
        else:
            self.abort()
