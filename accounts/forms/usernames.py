"""The name that people sign in with."""

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

NO_USERNAME = _("Enter a username.")
BAD_USERNAME = _("Use only the letters a to z, digits and . _ - and begin with a letter or digit.")
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
    """A username that is there already, in one spelling.

    Done before the length is counted, since some letters grow in number.
    """

    default_error_messages = {"invalid": BAD_USERNAME, "min_length": SHORT_USERNAME}

    def to_python(self, value: str) -> str:
        return super().to_python(value).lower()


class NewUsernameField(UsernameField):
    """One that somebody chooses: nobody passes for another in letters that look alike, and none is
    an address or a number, by which others sign in."""

    default_validators = [RegexValidator(r"^[a-z0-9][a-z0-9._-]*\Z", BAD_USERNAME, "invalid")]
