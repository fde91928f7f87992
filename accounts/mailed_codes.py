"""Mailed codes: who claims an e-mail address proves it with one before they are in.

An address that is somebody's already takes the same path as any other (promise P16): its owner is
told by mail, and no code is right.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import clear_login, stash_login
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.core.internal.cryptokit import generate_user_code
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import addresses, sms
from accounts.allowances import Ceiling, Spent, ceilings, spend_all
from accounts.codes import AwaitedCode
from accounts.models import User

PER_ADDRESS = ceilings("mail to an address", settings.MAILS_TO_AN_ADDRESS)
PER_ACCOUNT = ceilings("mail for an account", settings.MAILS_FOR_AN_ACCOUNT)
PER_NETWORK = ceilings("mail for a network", settings.MAILS_FOR_A_NETWORK)


class MailNotSent(Exception):
    """`words` say to the person why, and what they can do."""

    def __init__(self, words: str):
        self.words = words
        super().__init__(words)


class MailedCode(AwaitedCode):
    """A code on its way to an address. It stands in allauth's login, where its API looks too."""

    tries_a_day = Ceiling("try at an address", settings.CODE_TRIES_A_DAY, 86_400)
    refusal = _("Too many tries. Sign in to get a new code.")
    refusal_today = _("Too many tries at this address today. Try again tomorrow.")

    def __init__(self, stage: EmailVerificationStage):
        self.stage = stage
        super().__init__(stage.request, stage.state)

    @classmethod
    def open(cls, stage: EmailVerificationStage, address: str) -> "MailedCode":
        """Mail a code. Where that cannot be now, the page says so and offers another one."""
        stage.state |= cls.initial_state(user=None, email=address)
        mailed = cls(stage)
        try:
            mailed.send()
        except MailNotSent as refusal:
            mailed.renew("", unsent=refusal.words)
        return mailed

    @classmethod
    def resume(cls, request: HttpRequest) -> "MailedCode | None":
        stage = LoginStageController.enter(request, EmailVerificationStage.key)
        return cls(stage).abort_if_invalid() if stage and stage.state else None

    @property
    def account(self) -> User:
        return self.stage.login.user

    @property
    def address(self) -> str:
        return self.state["email"]

    goal = address

    @property
    def unsent(self) -> str:
        """Why no code is on its way."""
        return self.state.get("unsent", "")

    def send(self) -> None:
        """A new code; the one before it is dead. Raises MailNotSent."""
        self._send_to(self.address)

    def change(self, address: str) -> None:
        """Another address is theirs, and gets a code. Raises MailNotSent, and nothing is changed."""
        self._spend(address)
        addresses.claim_instead(user=self.account, former=self.address, address=address)
        self.state["email"] = address
        self._mail()

    def _send_to(self, address: str) -> None:
        self._spend(address)
        self._mail()

    def _mail(self) -> None:
        code = generate_user_code(**settings.ALLAUTH_USER_CODE_FORMAT)
        is_owned = addresses.has_owner(self.address)
        template = "account_already_exists" if is_owned else "confirmation_code"
        context = {"code": code, "user": self.account}
        get_adapter().send_mail(f"account/email/{template}", self.address, context)
        self.renew("" if is_owned else code, unsent="")

    def _spend(self, address: str) -> None:
        network = sms.network_of(get_adapter().get_client_ip(self.request))
        ceilings = [
            *((each, address) for each in PER_ADDRESS),
            *((each, str(self.account.pk)) for each in PER_ACCOUNT),
            *((each, network) for each in PER_NETWORK),
        ]
        try:
            spend_all(*ceilings)
        except Spent as spent:
            raise MailNotSent(str(_wait(spent.seconds))) from None

    def persist(self) -> None:
        stash_login(self.request, self.stage.login)

    def abort(self) -> None:
        clear_login(self.request)

    def finish(self) -> HttpResponse | None:
        """The address is theirs, and they are in; None where somebody else proved it meanwhile."""
        claim = addresses.claim_of(self.account, self.address)
        if claim and get_adapter().confirm_email(self.request, claim):
            return self.stage.exit()
        return None


def _wait(seconds: int) -> str:
    if seconds <= 60:
        return _("Wait %(count)s seconds, then ask for a new code.") % {"count": seconds}
    if seconds <= 3_600:
        return _("Too many mails. Try again in %(count)s minutes.") % {"count": -(-seconds // 60)}
    return _("Too many mails. Try again tomorrow.")
