"""Naming the program that gets a token."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.cards import CardForm
from accounts.people import NAME_LENGTH
from texter.words import clean_line

NO_NAME = _("Say which program it is for.")


class ProgramForm(CardForm):
    name = forms.CharField(
        label=_("For which program?"),
        max_length=NAME_LENGTH,
        error_messages={"required": NO_NAME},
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "go"}),
    )

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(NO_NAME, code="required")
        return name
