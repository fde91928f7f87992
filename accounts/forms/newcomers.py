"""The one question to somebody who came in by a phone."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.cards import CardForm
from accounts.people import NAME_LENGTH
from texter.words import clean_line

NO_NAME = _("Enter the name people know you by.")


class NameField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(
            label=_("What should people call you?"),
            max_length=NAME_LENGTH,
            error_messages={"required": NO_NAME},
            widget=forms.TextInput(attrs={"autocomplete": "name", "enterkeyhint": "next"}),
            **kwargs,
        )

    def clean(self, value: str) -> str:
        name = clean_line(super().clean(value))
        if not name:
            raise ValidationError(NO_NAME, code="required")
        return name


class NewcomerForm(CardForm):
    name = NameField()
