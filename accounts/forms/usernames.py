"""The name that people sign in with."""

from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

NO_USERNAME = _("Enter a username.")
BAD_USERNAME = _("Use only letters, digits and . _ - + @, without spaces.")
SHORT_USERNAME = _("Use at least 2 characters.")


def as_username(field: forms.Field) -> None:
    field.error_messages |= {"required": NO_USERNAME}
    field.widget.attrs |= {
        "autocomplete": "username",
        "autocapitalize": "none",
        "spellcheck": "false",
        "enterkeyhint": "next",
    }


class UsernameField(auth_forms.UsernameField):
    """One spelling for each name: nobody passes for another in wide letters or capitals.

    Done before the length is counted, since some letters grow in number.
    """

    default_validators = [UnicodeUsernameValidator()]
    default_error_messages = {"invalid": BAD_USERNAME, "min_length": SHORT_USERNAME}

    def to_python(self, value: str) -> str:
        return super().to_python(value).lower()
