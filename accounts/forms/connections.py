"""Taking another site's word no more."""

from allauth.socialaccount import forms as allauth_forms
from allauth.socialaccount.adapter import get_adapter
from django.utils.translation import gettext_lazy as _

from accounts.connections import disconnect

NO_SITE = _("Choose which one to remove.")
NOT_YOURS = _("You are not connected to that one any more.")


class DisconnectForm(allauth_forms.DisconnectForm):
    """allauth lets the last one go only where a password is left. A phone or a passkey will do."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        messages = {"required": NO_SITE, "invalid_choice": NOT_YOURS}
        self.fields["account"].error_messages |= messages

    def clean(self) -> dict:
        if account := self.cleaned_data.get("account"):
            get_adapter().validate_disconnect(account, self.accounts)
        return self.cleaned_data

    def save(self) -> None:
        disconnect(self.request, self.cleaned_data["account"])
