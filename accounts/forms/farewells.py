"""Deleting one's account."""

from allauth.account.fields import PasswordField
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.allowances import Ceiling, Spent, spend
from accounts.forms.profiles import ProfileForm
from accounts.forms.usernames import UsernameField

OWNER_STAYS = _("You own this site, so your account stays.")
NOT_YOUR_USERNAME = _("That is not your username.")
NOT_YOUR_PASSWORD = _("That is not your password.")
TOO_MANY_TRIES = _("Too many tries. Wait an hour, then try again.")
# Somebody else at an open page would guess the password here.
TRIES = Ceiling("password before deletion", limit=10, seconds=3600)


class DeleteForm(ProfileForm):
    username = UsernameField(
        label=_("Type your username"),
        error_messages={"required": NOT_YOUR_USERNAME},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = PasswordField(
        label=_("Your password"),
        autocomplete="current-password",
        error_messages={"required": NOT_YOUR_PASSWORD},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.user.has_usable_password():
            del self.fields["password"]

    def clean_username(self) -> str:
        if self.cleaned_data["username"] != self.user.username:
            raise ValidationError(NOT_YOUR_USERNAME)
        return self.user.username

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        try:
            spend(TRIES, str(self.user.pk))
        except Spent:
            raise ValidationError(TOO_MANY_TRIES) from None
        if not self.user.check_password(password):
            raise ValidationError(NOT_YOUR_PASSWORD)
        return password

    def clean(self) -> dict:
        if self.user.is_owner:
            raise ValidationError(OWNER_STAYS)
        return self.cleaned_data
