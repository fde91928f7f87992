"""The forms of the account pages: labels, hints for browsers and keyboards, and words."""

import unicodedata

from allauth.account import forms as allauth_forms
from allauth.account.fields import PasswordField, SetPasswordField
from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from texter.words import clean_line

NAME_LENGTH = 60
PASSWORD_HELP = "At least 8 characters."
NO_NAME = "Enter the name people know you by."
NO_USERNAME = "Enter a username."
BAD_USERNAME = "Use only letters, digits and . _ - + @, without spaces."
SHORT_USERNAME = f"Use at least {settings.ACCOUNT_USERNAME_MIN_LENGTH} characters."
NO_PASSWORD = "Enter a password."


class CardForm(forms.Form):
    """A form on the account card: the cursor waits in the first field that needs a hand."""

    def dress(self) -> None:
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
            field.widget.attrs.pop("placeholder", None)
        first = next((name for name in self.fields if name in self.errors), next(iter(self.fields)))
        self.fields[first].widget.attrs["autofocus"] = True


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


class LoginForm(CardForm, allauth_forms.LoginForm):
    password = PasswordField(
        label="Password",
        autocomplete="current-password",
        error_messages={"required": "Enter your password."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        as_username(self.fields["login"])
        self.fields["password"].widget.attrs["enterkeyhint"] = "go"

    def clean_login(self) -> str:
        return unicodedata.normalize("NFKC", super().clean_login())

    def clean(self) -> dict:
        """A refusal stands at the password, where the person goes on typing."""
        try:
            return super().clean()
        except ValidationError as refusal:
            self.add_error("password", refusal)
            return self.cleaned_data


class SignupForm(CardForm, allauth_forms.SignupForm):
    name = forms.CharField(
        label="What should people call you?",
        max_length=NAME_LENGTH,
        error_messages={"required": NO_NAME},
        widget=forms.TextInput(attrs={"autocomplete": "name", "enterkeyhint": "next"}),
    )
    username = UsernameField(
        min_length=settings.ACCOUNT_USERNAME_MIN_LENGTH, help_text="You sign in with it."
    )
    field_order = ["name", "username", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        as_username(self.fields["username"])
        password = self.fields["password1"]
        password.help_text = PASSWORD_HELP
        password.error_messages |= {"required": NO_PASSWORD}
        password.widget.attrs["enterkeyhint"] = "go"

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(NO_NAME, code="required")
        return name


class ChangePasswordForm(CardForm, allauth_forms.ChangePasswordForm):
    oldpassword = PasswordField(
        label="Current password",
        autocomplete="current-password",
        error_messages={"required": "Enter your current password."},
    )
    password1 = SetPasswordField(
        label="New password", help_text=PASSWORD_HELP, error_messages={"required": NO_PASSWORD}
    )
    password2 = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].widget.attrs["enterkeyhint"] = "next"
        self.fields["password1"].widget.attrs["enterkeyhint"] = "go"

    def save(self) -> None:
        """Write the password that the view has already hashed."""
        self.user.save(update_fields=["password"])
