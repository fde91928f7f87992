"""What others may learn of a person, and who may write to them."""

from django import forms
from django.utils.translation import gettext_lazy as _

SWITCH = {"class": "switch", "role": "switch"}


class SwitchField(forms.BooleanField):
    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.CheckboxInput(attrs=SWITCH), **kwargs)


class PrivacyForm(forms.Form):
    contacts_only = SwitchField(
        label=_("Direct messages from contacts only"),
        help_text=_(
            "Others see that they can’t write to you directly. Whom you write to can answer."
        ),
    )
    found_by_phone = SwitchField(
        label=_("Be found by phone number"),
        help_text=_("Whoever knows the number you proved to be yours finds you by it."),
    )
    shares_receipts = SwitchField(
        label=_("Read receipts"),
        help_text=_("People see what you have read, and you see what they have. Off: neither."),
    )
    appears_offline = SwitchField(
        label=_("Appear offline"), help_text=_("Nobody sees when you are here, or were.")
    )
