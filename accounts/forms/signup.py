"""Creating an account with a password."""

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.cards import CardForm
from accounts.forms.emails import NO_ADDRESS
from accounts.forms.names import NameField
from accounts.forms.passwords import NO_PASSWORD, PASSWORD_HELP
from accounts.forms.usernames import NewUsernameField, as_username

NEITHER = _("Enter a username or an e-mail address to sign in with.")


class SignupForm(CardForm, allauth_forms.SignupForm):
    name = NameField()
    username = NewUsernameField(
        required=False,
        min_length=settings.ACCOUNT_USERNAME_MIN_LENGTH,
        help_text=_("You sign in with it."),
    )
    field_order = ["name", "username", "email", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        as_username(self.fields["username"])
        self.fields["username"].label = _("Username")
        email = self.fields["email"]
        _ask_for_email(email) if settings.EMAIL_REQUIRED else _offer_email(email)
        email.widget.attrs |= {"autocomplete": "email", "enterkeyhint": "next"}
        password = self.fields["password1"]
        password.label = _("Password")
        password.help_text = PASSWORD_HELP
        password.error_messages |= {"required": NO_PASSWORD}
        password.widget.attrs["enterkeyhint"] = "go"

    def clean(self) -> dict:
        cleaned = super().clean()
        if not (cleaned.get("username") or cleaned.get("email") or self.errors):
            self.add_error("username", NEITHER)
        return cleaned


def _offer_email(field: forms.Field) -> None:
    field.label = _("E-mail (optional)")
    field.help_text = _(
        "Once you open the link we mail, it gets you back in when you forget your password."
    )


def _ask_for_email(field: forms.Field) -> None:
    field.label = _("E-mail")
    field.help_text = _("We’ll mail you a code to confirm it.")
    field.required = field.widget.is_required = True
    field.error_messages |= {"required": NO_ADDRESS}
