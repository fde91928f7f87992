"""Creating an account with a password."""

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.forms.cards import CardForm
from accounts.forms.passwords import NO_PASSWORD, PASSWORD_HELP
from accounts.forms.usernames import UsernameField, as_username
from texter.words import clean_line

NAME_LENGTH = 60
NO_NAME = "Enter the name people know you by."


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
