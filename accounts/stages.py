"""What stands between a right password and being in, on allauth's stages."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import Login
from allauth.account.stages import EmailVerificationStage
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.addresses import unproven_address
from accounts.mailed_codes import MailedCode

# Ways in that say nothing of who can be reached by mail.
UNPROVEN_DOORS = {"password", "socialaccount"}


class EmailStage(EmailVerificationStage):
    """Where the site asks for it, an unproven address is proven by a mailed code first.

    allauth's own would also shut out whoever has no address, and those who came by phone.
    """

    def is_resumable(self, request: HttpRequest) -> bool:
        return settings.EMAIL_REQUIRED

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if not settings.EMAIL_REQUIRED:
            return super().handle()
        address = self._address_to_prove()
        if address is None:
            return None, True
        MailedCode.open(self, address)
        return HttpResponseRedirect(reverse(self.urlname)), True

    def _address_to_prove(self) -> str | None:
        if not (self.login.signup or door_of(self.request, self.login) in UNPROVEN_DOORS):
            return None
        return unproven_address(self.login.user, self.login.email or "")


def door_of(request: HttpRequest, login: Login) -> str | None:
    """By what somebody came in, whatever was asked as a second step."""
    records = get_authentication_records(request, login.user)
    firsts = (each for each in reversed(records) if not _is_second_step(each))
    return next((each["method"] for each in firsts), None)


def _is_second_step(record: dict) -> bool:
    return record["method"] == "mfa" and not record.get("passwordless")
