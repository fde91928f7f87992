"""Typing the digits of a code that was texted or mailed."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.codes import AwaitedCode
from accounts.forms.cards import CardForm
from accounts.sms.errors import CodeNotChecked

LENGTH = settings.ALLAUTH_USER_CODE_FORMAT["length"]
NOT_IN_TEXT = _("Enter the 6 digits from the text.")
NOT_IN_MAIL = _("Enter the 6 digits from the mail.")


class CodeForm(CardForm):
    """The digits of a texted code. Cleaning it is a try, and is counted, unless some are missing."""

    code = forms.CharField(
        label=_("6-digit code"),
        error_messages={"required": NOT_IN_TEXT, "min_length": NOT_IN_TEXT},
        min_length=LENGTH,
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "enterkeyhint": "go",
                "pattern": "[0-9]*",
            }
        ),
    )

    def __init__(self, *args, awaited: AwaitedCode, **kwargs):
        self.awaited = awaited
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        return tried(self.awaited, self.cleaned_data["code"])

    def dress(self) -> None:
        super().dress()
        if not self.is_bound and self.awaited.has_failed:
            error = f"{self['code'].auto_id}_error"
            self.fields["code"].widget.attrs |= {"aria-invalid": "true", "aria-describedby": error}

    def wrongs(self) -> list[str]:
        """What is wrong with the code. After a try it is said on the page that one is led to."""
        if self.is_bound:
            return self.errors.get("code", [])
        return [wrong(self.awaited)] if self.awaited.has_failed else []


class MailedCodeForm(CodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages |= {"required": NOT_IN_MAIL, "min_length": NOT_IN_MAIL}


def tried(awaited: AwaitedCode, typed: str) -> str:
    """What was typed, if it is the awaited code; raises ValidationError with words for the person."""
    try:
        if awaited.accepts(typed):
            return typed
    except CodeNotChecked as refusal:
        raise ValidationError(refusal.words, code="not_checked") from None
    raise ValidationError(wrong(awaited), code="incorrect_code")


def wrong(awaited: AwaitedCode) -> str:
    if not awaited.tries_left:
        return awaited.refusal
    return ngettext(
        "That code didn’t match. %(count)s try left.",
        "That code didn’t match. %(count)s tries left.",
        awaited.tries_left,
    ) % {"count": awaited.tries_left}
