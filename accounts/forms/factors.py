"""The second step, and passkeys."""

import re
from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import guesses, passkeys
from accounts.forms.cards import OneFieldForm
from texter.words import clean_line

NO_CODE = _("Enter the code.")
NO_PASSKEY = _("Your browser did not send a passkey. Take another way in.")
UNKNOWN_PASSKEY = _("That passkey is not known here. Take another way in.")
NO_NAME = _("Enter a name that you know it by.")
NAME_LENGTH = 60


class FactorCodeForm(OneFieldForm):
    """`code` is allauth's field."""

    label = _("Code from your app")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = self.label
        code.error_messages |= {"required": NO_CODE}
        code.widget.attrs |= {"inputmode": "numeric", "enterkeyhint": "go"}


class CountedCode(mfa_forms.BaseAuthenticateForm):
    """allauth counts in the cache only, and remembers there which codes were used."""

    def clean_code(self) -> str:
        with guesses.counted(guesses.SECOND_STEP, str(self.user.pk)):
            code = super().clean_code()
            self._use(code)
        return code

    def _use(self, code: str) -> None:
        try:
            guesses.count(guesses.USE, f"{self.user.pk} {normalize_user_code(code)}")
        except ValidationError:
            raise get_adapter().validation_error("incorrect_code") from None


class AuthenticateForm(FactorCodeForm, CountedCode, mfa_forms.AuthenticateForm):
    label = _("Code from your app, or a recovery code")


class ReauthenticateForm(FactorCodeForm, CountedCode, mfa_forms.ReauthenticateForm):
    label = _("Code from your app, or a recovery code")


class ActivateAppForm(FactorCodeForm, totp_forms.ActivateTOTPForm):
    def key_in_groups(self) -> list[str]:
        """Of four letters, as people type a long key."""
        return re.findall(".{1,4}", self.secret)


class PasskeyField(forms.JSONField):
    """What the page's script puts there."""

    widget = forms.HiddenInput
    default_error_messages = {"required": NO_PASSKEY, "invalid": NO_PASSKEY}

    def validate(self, credential: Any) -> None:
        super().validate(credential)
        if not passkeys.is_sound(credential):
            raise forms.ValidationError(NO_PASSKEY, code="invalid")


class KnownPasskey(webauthn_forms.AuthenticateWebAuthnForm):
    """allauth calls a passkey that it does not know a wrong code."""

    credential = PasskeyField()

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except ValidationError as refusal:
            if refusal.code != "incorrect_code":
                raise
            raise ValidationError(UNKNOWN_PASSKEY, code=refusal.code) from None


class PasskeyLoginForm(KnownPasskey, webauthn_forms.LoginWebAuthnForm):
    pass


class PasskeyStepForm(KnownPasskey):
    pass


class PasskeyProofForm(KnownPasskey, webauthn_forms.ReauthenticateWebAuthnForm):
    pass


class PasskeyNameField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(
            label=_("Name"),
            max_length=NAME_LENGTH,
            error_messages={"required": NO_NAME},
            **kwargs,
        )

    def to_python(self, value: str | None) -> str:
        return clean_line(super().to_python(value))


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    name = PasskeyNameField(required=False)
    credential = PasskeyField()


class RenamePasskeyForm(OneFieldForm, webauthn_forms.EditWebAuthnForm):
    name = PasskeyNameField()
