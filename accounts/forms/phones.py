"""Typing a phone number."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from accounts import phones
from accounts.forms.cards import CardForm

NO_NUMBER = _("Enter your phone number.")
NUMBER_TAKEN = _("That number is the way into another account.")
LENGTH = 32


class InternationalNumber(forms.CharField):
    """A number with its country, in any spelling; gives E.164."""

    def __init__(self, **kwargs):
        super().__init__(max_length=LENGTH, **kwargs)

    def clean(self, value: str) -> str:
        text = super().clean(value)
        return phones.number_from(text, "ZZ") if text else text


class CountrySelect(forms.Select):
    """All countries in one go: Django's own asks for a template for each, four fifths of a door's work."""

    def render(self, name, value, attrs=None, renderer=None):
        attrs = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        rows = ((code, " selected" if code == value else "", label) for code, label in self.choices)
        options = format_html_join("\n", '<option value="{}"{}>{}</option>', rows)
        return format_html("<select{}>\n{}\n</select>", attrs, options)


class CountryField(forms.ChoiceField):
    """Where a number is from that does not start with +; `home` is chosen already."""

    def __init__(self, **kwargs):
        super().__init__(
            widget=CountrySelect(attrs={"autocomplete": "tel-country-code"}),
            **kwargs,
        )

    def offer(self, home: str) -> None:
        self.choices = [(each.code, str(each)) for each in phones.countries()]
        self.initial = home


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
    country = CountryField(label=_("Country"))

    def __init__(self, *args, home: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].offer(home)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("number") and cleaned.get("country"):
            try:
                cleaned["number"] = phones.number_from(cleaned["number"], cleaned["country"])
            except ValidationError as refusal:
                self.add_error("number", refusal)
        return cleaned
