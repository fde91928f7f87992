"""Adding an e-mail address."""

from allauth.account import forms as allauth_forms
from allauth.account.fields import EmailField
from django.utils.translation import gettext_lazy as _

from accounts.forms.cards import OneFieldForm

NO_ADDRESS = _("Enter an e-mail address.")


class AddEmailForm(OneFieldForm, allauth_forms.AddEmailForm):
    email = EmailField(required=True, label=_("E-mail"), error_messages={"required": NO_ADDRESS})
