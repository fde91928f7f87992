"""A new password in place of an old one."""

from allauth.account import forms as allauth_forms
from allauth.account.fields import PasswordField, SetPasswordField

from accounts.forms.cards import CardForm

PASSWORD_HELP = "At least 8 characters."
NO_PASSWORD = "Enter a password."


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
