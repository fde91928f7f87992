"""Typing a phone number, and the code that came to it."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import phones
from accounts.codes import TextedCode
from accounts.forms.cards import CardForm
from accounts.sms.errors import CodeNotChecked

NO_NUMBER = _("Enter your phone number.")
NO_CODE = _("Enter the 6 digits from the text.")
NUMBER_TAKEN = _("That number is the way into another account.")
LENGTH = 32


class InternationalNumber(forms.CharField):
    """A number with its country, in any spelling; gives E.164."""

    def __init__(self, **kwargs):
        super().__init__(max_length=LENGTH, **kwargs)

    def clean(self, value: str) -> str:
        text = super().clean(value)
        return phones.number_from(text, "ZZ") if text else text


class PhoneForm(CardForm):
    """A number and its country; a number that starts with + brings its own."""

    number = forms.CharField(
        label=_("Phone number"),
        max_length=LENGTH,
        error_messages={"required": NO_NUMBER},
        widget=forms.TextInput(
            attrs={
                "type": "tel",
                "inputmode": "tel",
                "autocomplete": "tel-national",
                "enterkeyhint": "go",
            }
        ),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        widget=forms.Select(attrs={"autocomplete": "tel-country-code"}),
    )

    def __init__(self, *args, home: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        countries = phones.countries()
        self.fields["country"].choices = [(each.code, str(each)) for each in countries]
        self.fields["country"].initial = home

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("number") and cleaned.get("country"):
            try:
                cleaned["number"] = phones.number_from(cleaned["number"], cleaned["country"])
            except ValidationError as refusal:
                self.add_error("number", refusal)
        return cleaned


class CodeForm(CardForm):
    """The digits of a texted code. Cleaning it is a try, and is counted, unless some are missing."""

    code = forms.CharField(
        label=_("6-digit code"),
        error_messages={"required": NO_CODE, "min_length": NO_CODE},
        min_length=settings.ALLAUTH_USER_CODE_FORMAT["length"],
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

    def __init__(self, *args, texted: TextedCode, **kwargs):
        self.texted = texted
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        try:
            if self.texted.accepts(self.cleaned_data["code"]):
                return self.cleaned_data["code"]
        except CodeNotChecked as refusal:
            raise ValidationError(refusal.words, code="not_checked") from None
        raise ValidationError(self._refusal(), code="incorrect_code")

    def _refusal(self) -> str:
        tries_left = self.texted.tries_left
        return _wrong(tries_left) if tries_left else self.texted.refusal


def _wrong(tries_left: int) -> str:
    return ngettext(
        "That code didn’t match. %(count)s try left.",
        "That code didn’t match. %(count)s tries left.",
        tries_left,
    ) % {"count": tries_left}
