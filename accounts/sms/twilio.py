"""Texts by Twilio: as plain messages, or by its Verify service, which makes the codes itself."""

import logging
from contextlib import suppress
from functools import cached_property

from django.conf import settings
from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from accounts.sms.errors import CodeNotChecked, TextNotSent
from accounts.sms.wording import code_text

logger = logging.getLogger(__name__)

TIMEOUT = 8  # seconds
NOT_FOUND = 404
# https://www.twilio.com/docs/api/errors/60202
TOO_MANY_CHECKS = 60202


class _HttpClient(TwilioHttpClient):
    """Twilio's own, towards another address where one is set."""

    def request(self, method, url, *args, **kwargs):
        if settings.TWILIO_API_URL:
            url = f"{settings.TWILIO_API_URL}/{url.split('/', 3)[3]}"
        return super().request(method, url, *args, **kwargs)


class _Sender:
    @cached_property
    def client(self) -> Client:
        http_client = _HttpClient(timeout=TIMEOUT)
        return Client(
            settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, http_client=http_client
        )

    @staticmethod
    def _log(error: Exception) -> None:
        """Only numbers: Twilio's words contain the phone number."""
        facts = (getattr(error, "status", None), getattr(error, "code", None))
        logger.error("Twilio refused: status %s, code %s (%s)", *facts, type(error).__name__)


class MessageSender(_Sender):
    def send_code(self, number: str, code: str) -> None:
        self.send_text(number, code_text(code))

    def check(self) -> None:
        """Raises where Twilio does not let us in; costs nothing."""
        self.client.api.accounts(settings.TWILIO_ACCOUNT_SID).fetch()

    def send_text(self, number: str, text: str) -> None:
        place = "messaging_service_sid" if settings.TWILIO_FROM.startswith("MG") else "from_"
        try:
            self.client.messages.create(to=number, body=text, **{place: settings.TWILIO_FROM})
        except (TwilioException, RequestException) as error:
            self._log(error)
            raise TextNotSent from None


class VerifySender(_Sender):
    @property
    def _service(self):
        return self.client.verify.v2.services(settings.TWILIO_VERIFY_SERVICE)

    def check(self) -> None:
        """Raises where Twilio does not let us in, or has no such service; costs nothing."""
        self._service.fetch()

    def send_code(self, number: str, code: str) -> str:
        """The verification's sid. While one is open for the number, Twilio texts its code again."""
        try:
            return self._service.verifications.create(to=number, channel="sms").sid
        except (TwilioException, RequestException) as error:
            self._log(error)
            raise TextNotSent from None

    def cancel(self, verification: str) -> None:
        """Its code is dead. One that was used or has expired is gone anyway."""
        with suppress(TwilioException, RequestException):
            self._service.verifications(verification).update(status="canceled")

    def is_right(self, verification: str, typed: str) -> bool:
        """Whether Twilio's own code is this one; a used or expired one is not there any more, and
        after five checks none is right."""
        checks = self._service.verification_checks
        try:
            check = checks.create(verification_sid=verification, code=typed)
        except (TwilioException, RequestException) as error:
            if _is_answer(error):
                return False
            self._log(error)
            raise CodeNotChecked from None
        return check.status == "approved"


def _is_answer(error: Exception) -> bool:
    return isinstance(error, TwilioRestException) and (
        error.status == NOT_FOUND or error.code == TOO_MANY_CHECKS
    )
