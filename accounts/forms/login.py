"""Signing in with a password."""

import unicodedata

from allauth.account import forms as allauth_forms
from allauth.account.fields import PasswordField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.cards import CardForm
from accounts.forms.usernames import as_username


class LoginForm(CardForm, allauth_forms.LoginForm):
    password = PasswordField(
        label=_("Password"),
        autocomplete="current-password",
        error_messages={"required": _("Enter your password.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        as_username(self.fields["login"])
        self.fields["login"].label = _("Username, e-mail or phone")
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
