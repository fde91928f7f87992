"""A new password in place of an old one."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import PasswordField, SetPasswordField
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import guesses, phones
from accounts.forms.cards import CardForm, OneFieldForm
from accounts.forms.phones import CountryField
from accounts.models import User

NOBODY = 0
NEITHER = _("Enter an e-mail address or a phone number.")
PASSWORD_HELP = _("At least 8 characters.")
NO_PASSWORD = _("Enter a password.")


class ChangePasswordForm(CardForm, allauth_forms.ChangePasswordForm):
    oldpassword = PasswordField(
        label=_("Current password"),
        autocomplete="current-password",
        error_messages={"required": _("Enter your current password.")},
    )
    password1 = SetPasswordField(
        label=_("New password"), help_text=PASSWORD_HELP, error_messages={"required": NO_PASSWORD}
    )
    password2 = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].widget.attrs["enterkeyhint"] = "next"
        self.fields["password1"].widget.attrs["enterkeyhint"] = "go"

    def clean_oldpassword(self) -> str:
        if not guesses.is_own_password(self.user, self.cleaned_data["oldpassword"]):
            raise get_adapter().validation_error("enter_current_password")
        return self.cleaned_data["oldpassword"]

    def save(self) -> None:
        """Write the password that the view has already hashed."""
        self.user.save(update_fields=["password"])


class ReauthenticateForm(OneFieldForm, allauth_forms.ReauthenticateForm):
    password = PasswordField(
        label=_("Your password"),
        autocomplete="current-password",
        error_messages={"required": NO_PASSWORD},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs["enterkeyhint"] = "go"


class SetPasswordForm(CardForm, allauth_forms.SetPasswordForm):
    password1 = SetPasswordField(
        label=_("New password"), help_text=PASSWORD_HELP, error_messages={"required": NO_PASSWORD}
    )
    password2 = None

    def save(self) -> None:
        """Write the password that the view has already hashed."""
        self.user.save(update_fields=["password"])


class ResetKeyForm(CardForm, allauth_forms.ResetPasswordKeyForm):
    password1 = SetPasswordField(
        label=_("New password"), help_text=PASSWORD_HELP, error_messages={"required": NO_PASSWORD}
    )
    password2 = None


class LinkForm(allauth_forms.ResetPasswordForm):
    """A link goes to a proven address only: whoever merely claims one must not share the account
    that its owner comes into (promise P19)."""

    def clean_email(self) -> str:
        email = get_adapter().clean_email(self.cleaned_data["email"].lower())
        proven = EmailAddress.objects.filter(email=email, verified=True, user__is_active=True)
        self.users = [each.user for each in proven.select_related("user")]
        return email

    def save(self, request: HttpRequest, **kwargs) -> str:
        """For a stranger as much is done, down to a mail that goes nowhere: it takes as long."""
        self.users = self.users or [User(pk=NOBODY, username="nobody", password="!")]
        return super().save(request, **kwargs)


class ResetForm(CardForm, LinkForm):
    """An address gets a link, a number gets a code. Whether anybody has it here, nobody is told."""

    email = forms.CharField(
        label=_("E-mail or phone number"),
        max_length=254,
        error_messages={"required": _("Enter your e-mail address or your phone number.")},
        widget=forms.TextInput(attrs={"autocomplete": "email", "enterkeyhint": "go"}),
    )
    country = CountryField(label=_("Country of the phone number"), required=False)

    def __init__(self, *args, home: str, **kwargs):
        super().__init__(*args, **kwargs)
        if settings.SMS == "off":
            del self.fields["country"]
            self.fields["email"].label = _("E-mail")
        else:
            self.fields["country"].offer(home)

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"]
        if _is_number(typed):
            return typed
        if "@" not in typed and "country" in self.fields:
            raise ValidationError(NEITHER)
        validate_email(typed)
        return super().clean_email()

    def clean(self) -> dict:
        cleaned = super().clean()
        if _is_number(typed := cleaned.get("email", "")) and "country" in cleaned:
            country = cleaned["country"] or self.fields["country"].initial
            try:
                cleaned["number"] = phones.number_from(typed, country)
            except ValidationError as refusal:
                self.add_error("email", refusal)
        return cleaned


def _is_number(typed: str) -> bool:
    return settings.SMS != "off" and "@" not in typed and any(map(str.isdigit, typed))
