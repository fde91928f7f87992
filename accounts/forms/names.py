"""What people are called."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.people import NAME_LENGTH
from texter.words import clean_line

NO_NAME = _("Enter the name people know you by.")


class NameField(forms.CharField):
    """One line as it is kept; cleaned before it is counted."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=NAME_LENGTH,
            error_messages={"required": NO_NAME},
            widget=forms.TextInput(attrs={"autocomplete": "name", "enterkeyhint": "next"}),
            **{"label": _("What should people call you?"), **kwargs},
        )

    def to_python(self, value: str | None) -> str:
        return clean_line(super().to_python(value))
