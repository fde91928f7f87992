"""What cannot be undone: deleting one's account, handing the site over."""

from allauth.account.fields import PasswordField
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import guesses
from accounts.forms.profiles import ProfileForm
from accounts.forms.usernames import UsernameField
from accounts.models import User

OWNER_STAYS = _("You own this site, so your account stays. Hand the site over first.")
NOT_YOUR_USERNAME = _("That is not your username.")
NOT_YOUR_PASSWORD = _("That is not your password.")
NOBODY_OF_THAT_NAME = _("Nobody here has that username.")
ALREADY_YOURS = _("You own it already.")


def _typed_username(label: str, refusal: str) -> UsernameField:
    attrs = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    return UsernameField(
        label=label,
        error_messages={"required": refusal},
        widget=forms.TextInput(attrs=attrs),
    )


class FarewellForm(ProfileForm):
    """Asks for the password of whoever has one."""

    password = PasswordField(
        label=_("Your password"),
        autocomplete="current-password",
        error_messages={"required": NOT_YOUR_PASSWORD},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not guesses.is_own_password(self.user, password):
            raise ValidationError(NOT_YOUR_PASSWORD)
        return password


class DeleteForm(FarewellForm):
    username = _typed_username(_("Type your username"), NOT_YOUR_USERNAME)
    field_order = ["username", "password"]

    def clean_username(self) -> str:
        if self.cleaned_data["username"] != self.user.username:
            raise ValidationError(NOT_YOUR_USERNAME)
        return self.user.username

    def clean(self) -> dict:
        if self.user.is_owner:
            raise ValidationError(OWNER_STAYS)
        return self.cleaned_data


class HandOverForm(FarewellForm):
    """`heir`: the person whose username was typed."""

    heir = _typed_username(_("Username of the new owner"), NOBODY_OF_THAT_NAME)
    field_order = ["heir", "password"]

    def clean_heir(self) -> User:
        people = User.objects.filter(is_active=True, is_bot=False)
        heir = people.filter(username=self.cleaned_data["heir"]).first()
        if heir is None:
            raise ValidationError(NOBODY_OF_THAT_NAME)
        if heir == self.user:
            raise ValidationError(ALREADY_YOURS)
        return heir
