"""Texted codes: who proves a number with one gets in, or gets the number.

allauth looks the account up before it sends. Here nobody is looked up before the code was right: a
known number and an unknown one take the same path.
"""

import re
from typing import Self

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login, stash_login
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import people, phones, proofs, sms
from accounts.allowances import Ceiling, give_back
from accounts.codes import TRIES, AwaitedCode
from accounts.sms.errors import CodeNotChecked
from texter import metrics

SIX_DIGITS = re.compile("[0-9]{6}")


class TextedCode(AwaitedCode):
    """A code on its way to a number.

    `accepts` raises sms.CodeNotChecked, after which there are as many tries as before.
    """

    tries_a_day = Ceiling("try at a number", settings.CODE_TRIES_A_DAY, 86_400)
    refusal_today = _("Too many tries at this number today. Use another way in.")

    @property
    def number(self) -> str:
        return self.state["phone"]

    goal = number

    def send(self) -> None:
        """A new code; the one before it is dead. Raises sms.TextNotSent."""
        code = generate_user_code(**settings.ALLAUTH_USER_CODE_FORMAT)
        address = get_adapter().get_client_ip(self.request)
        former = self.state.get("verification", "")
        self.renew(code, verification=sms.send_code(self.number, code, address, former))

    def accepts(self, typed: str) -> bool:
        is_accepted = super().accepts(typed)
        metrics.CODES_VERIFIED.inc(is_accepted)
        return is_accepted

    def is_right(self, typed: str) -> bool:
        return self._is_right_there(typed) if sms.makes_codes() else super().is_right(typed)

    def _is_right_there(self, typed: str) -> bool:
        verification, digits = self.state.get("verification"), normalize_user_code(typed)
        if not (verification and SIX_DIGITS.fullmatch(digits)):
            return False
        try:
            return sms.is_right(verification, digits)
        except CodeNotChecked:
            self._take_back()
            raise

    def _take_back(self) -> None:
        """It was no try: nobody knows whether the code was right."""
        give_back(TRIES, self.state["name"])
        give_back(self.tries_a_day, self.number)
        self.state["failed_attempts"] -= 1


class PhoneDoor(TextedCode):
    """The code of somebody who wants in. It stands in allauth's login, where its API looks too."""

    def __init__(self, stage: LoginByCodeStage):
        self.stage = stage
        super().__init__(stage.request, stage.state)

    @classmethod
    def open(cls, request: HttpRequest, number: str) -> "PhoneDoor":
        """Text the number a code; raises sms.TextNotSent."""
        login = Login(phone=number)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state |= cls.initial_state(user=None, phone=number)
        stage.state["initiated_by_user"] = True
        door = cls(stage)
        door.send()
        return door

    @classmethod
    def resume(cls, stage: LoginByCodeStage) -> "PhoneDoor | None":
        return cls(stage).abort_if_invalid()

    def persist(self) -> None:
        stash_login(self.request, self.stage.login)

    def abort(self) -> None:
        clear_login(self.request)

    def finish(self, redirect_url: str | None) -> HttpResponse | None:
        """Sign the number's owner in; None where it has none yet, and is kept as proven instead."""
        clear_login(self.request)
        user = phones.owner_of(self.number)
        if user is None:
            proofs.keep(self.request.session, self.number)
            return None
        record_authentication(self.request, user, method="code", phone=self.number)
        login = Login(user=user, phone=self.number, redirect_url=redirect_url)
        return perform_login(self.request, login)


class SessionCode(TextedCode):
    """The code of somebody who is in already; `KEY` is its place in their session."""

    KEY: str

    @classmethod
    def start(cls, request: HttpRequest, number: str) -> Self:
        """Text the number a code; raises sms.TextNotSent."""
        texted = cls(request, cls.initial_state(user=None, phone=number))
        texted.send()
        return texted

    @classmethod
    def resume(cls, request: HttpRequest) -> Self | None:
        state = request.session.get(cls.KEY)
        return cls(request, state).abort_if_invalid() if state else None

    def persist(self) -> None:
        self.request.session[self.KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(self.KEY, None)

    def finish(self) -> None:
        self.abort()
        record_authentication(self.request, self.request.user, method="code", phone=self.number)


class PhoneChange(SessionCode):
    """The code of somebody who adds a number, or takes another one."""

    KEY = "phone_change"

    def finish(self) -> None:
        """Give the person the number they proved; raises people.NumberTaken."""
        self.abort()
        people.give_number(user=self.request.user, number=self.number)
        super().finish()


class PhoneProof(SessionCode):
    """The code of somebody who shows that it is still them."""

    KEY = "phone_proof"

    def finish(self) -> None:
        """A number that is theirs no more proves nothing."""
        if phones.number_of(self.request.user) == self.number:
            super().finish()
        else:
            self.abort()
