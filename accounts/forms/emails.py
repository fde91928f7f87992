"""Adding an e-mail address, and correcting one that was just given."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField
from django.utils.translation import gettext_lazy as _

from accounts.forms.cards import CardForm, OneFieldForm

NO_ADDRESS = _("Enter an e-mail address.")


class AddEmailForm(OneFieldForm, allauth_forms.AddEmailForm):
    email = EmailField(required=True, label=_("E-mail"), error_messages={"required": NO_ADDRESS})


class AddressForm(CardForm):
    """Another address in place of the one that waits to be confirmed. Whose it is, nobody is told."""

    email = EmailField(required=True, label=_("E-mail"), error_messages={"required": NO_ADDRESS})

    def clean_email(self) -> str:
        return get_adapter().clean_email(self.cleaned_data["email"].lower())

    def dress(self) -> None:
        super().dress()
        self.fields["email"].widget.attrs |= {"autocomplete": "email", "enterkeyhint": "go"}
